package dev.raglan.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.TokenStream;
import dev.raglan.Raglan;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import reactor.core.publisher.Flux;

/**
 * Holds the table of docs/generations.md to what is shown of each library's results; {@code
 * -Draglan.docs.update=true} writes it.
 */
class AnswersTableTest {

  private static final Path PAGE = Path.of("../docs/generations.md");
  private static final String HEAD =
      "| library | result | model | answer | why it ended | tokens | cost | two in a generation |\n"
          + "|---|---|---|---|---|---|---|---|\n";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();

  @AfterEach
  void close() {
    raglan.close();
    sdk.close();
  }

  /** A result that a method may return, made anew for each call. */
  private record Row(String library, String kind, Supplier<Object> result) {

    @Override
    public String toString() {
      return library + " " + kind;
    }
  }

  static List<Row> rows() {
    return List.of(
        row("openai-java", "`ChatCompletion`", AnswersTableTest::completion),
        row("openai-java", "`Stream` of chunks", () -> chunks().stream()),
        row("openai-java", "a future of one", () -> done(completion())),
        row("openai-java", "`Response`", () -> openAi(Recorded.RESPONSE, Response.class)),
        row(
            "openai-java",
            "`Stream` of its events",
            () ->
                Recorded.RESPONSE_EVENTS.stream()
                    .map(json -> openAi(json, ResponseStreamEvent.class))),
        row("anthropic-java", "`Message`", AnswersTableTest::message),
        row(
            "anthropic-java",
            "`Stream` of events",
            () ->
                Recorded.ANTHROPIC_EVENTS.stream()
                    .map(json -> anthropic(json, RawMessageStreamEvent.class))),
        row("anthropic-java", "a future of one", () -> done(message())),
        row("Spring AI", "`ChatResponse`", () -> springAi("Paris.", "STOP", 10)),
        row(
            "Spring AI",
            "`Flux` of it",
            () -> Flux.just(springAi("Par", "", 0), springAi("is.", "STOP", 10))),
        row("LangChain4j", "`ChatResponse`", AnswersTableTest::langChain4j),
        row("LangChain4j", "a future of one", () -> done(langChain4j())),
        row("LangChain4j", "`Result`", AnswersTableTest::result),
        row("LangChain4j", "`Result` of a loop with a tool", () -> assistant().answer("Rain?")),
        row("LangChain4j", "`TokenStream` of the same", () -> assistant().stream("Rain?")),
        row("any", "`String`", () -> "Paris."));
  }

  private static Row row(String library, String kind, Supplier<Object> result) {
    return new Row(library, kind, result);
  }

  private static CompletionStage<?> done(Object value) {
    return CompletableFuture.completedFuture(value);
  }

  private static ChatCompletion completion() {
    return openAi(Recorded.CHAT_COMPLETION, ChatCompletion.class);
  }

  private static List<ChatCompletionChunk> chunks() {
    return Recorded.CHAT_CHUNKS.stream()
        .map(json -> openAi(json, ChatCompletionChunk.class))
        .toList();
  }

  private static Message message() {
    return anthropic(Recorded.ANTHROPIC_MESSAGE, Message.class);
  }

  private static <T> T openAi(String json, Class<T> type) {
    try {
      return ObjectMappers.jsonMapper().readValue(json, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static <T> T anthropic(String json, Class<T> type) {
    try {
      return com.anthropic.core.ObjectMappers.jsonMapper().readValue(json, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static ChatResponse springAi(String text, String reason, int tokens) {
    ChatGenerationMetadata end = ChatGenerationMetadata.builder().finishReason(reason).build();
    return new ChatResponse(
        List.of(new Generation(new AssistantMessage(text), end)),
        ChatResponseMetadata.builder()
            .id("r-1")
            .model("gpt-4o")
            .usage(new DefaultUsage(tokens, tokens / 2))
            .build());
  }

  private static dev.langchain4j.model.chat.response.ChatResponse langChain4j() {
    return dev.langchain4j.model.chat.response.ChatResponse.builder()
        .aiMessage(AiMessage.from("Paris."))
        .id("r-1")
        .modelName("gpt-4o")
        .tokenUsage(new TokenUsage(10, 5))
        .finishReason(FinishReason.STOP)
        .build();
  }

  private static Result<String> result() {
    return Result.<String>builder()
        .content("Paris.")
        .tokenUsage(new TokenUsage(10, 5))
        .finishReason(FinishReason.STOP)
        .build();
  }

  /** A service that LangChain4j makes. */
  interface Assistant {

    Result<String> answer(String question);

    TokenStream stream(String question);
  }

  /** The tool that the model asks for. */
  static final class Weather {

    @Tool
    String weather() {
      return "sunny";
    }
  }

  private static Assistant assistant() {
    return AiServices.builder(Assistant.class)
        .chatModel(
            new ChatModel() {
              @Override
              public dev.langchain4j.model.chat.response.ChatResponse doChat(ChatRequest request) {
                return round(request);
              }
            })
        .streamingChatModel(
            new StreamingChatModel() {
              @Override
              public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                handler.onCompleteResponse(round(request));
              }
            })
        .tools(new Weather())
        .build();
  }

  /** Asks for the tool, and then answers by what that said. */
  private static dev.langchain4j.model.chat.response.ChatResponse round(ChatRequest request) {
    boolean isAnswered =
        request.messages().get(request.messages().size() - 1) instanceof ToolExecutionResultMessage;
    ToolExecutionRequest call =
        ToolExecutionRequest.builder().id("t-1").name("weather").arguments("{}").build();
    return dev.langchain4j.model.chat.response.ChatResponse.builder()
        .aiMessage(isAnswered ? AiMessage.from("Sunny.") : AiMessage.from(call))
        .id(isAnswered ? "r-2" : "r-1")
        .modelName("gpt-4o")
        .tokenUsage(isAnswered ? new TokenUsage(30, 5) : new TokenUsage(20, 7))
        .finishReason(isAnswered ? FinishReason.STOP : FinishReason.TOOL_EXECUTION)
        .build();
  }

  /** Runs a generation with the result to its end. */
  private void generate(Row row) {
    Object result = row.result().get();
    boolean arrivesLater =
        result instanceof Stream<?>
            || result instanceof Flux<?>
            || result instanceof TokenStream
            || result instanceof CompletionStage<?>;
    if (!arrivesLater) {
      raglan.generation("g").run(() -> raglan.currentGeneration().response(result));
      return;
    }
    Object followed = raglan.generation("g").follow(result);
    if (followed instanceof Stream<?> stream) {
      assertThat(stream.toList()).isNotEmpty();
    } else if (followed instanceof Flux<?> flux) {
      assertThat(flux.collectList().block()).isNotEmpty();
    } else if (followed instanceof TokenStream tokens) {
      tokens.ignoreErrors().start();
    }
  }

  private Attributes written(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .map(SpanData::getAttributes)
        .findFirst()
        .orElseThrow();
  }

  private String line(Row row) {
    exporter.reset();
    generate(row);
    Attributes shown = written("g");
    exporter.reset();
    raglan.generation("two").run(() -> Stream.of(row, row).forEach(this::generate));
    String answer = shown.get(GenAi.OUTPUT_MESSAGES);
    List<String> reasons = shown.get(GenAi.RESPONSE_FINISH_REASONS);
    return Stream.of(
            row.library(),
            row.kind(),
            said(shown.get(GenAi.RESPONSE_MODEL)),
            answer == null ? "–" : "yes",
            said(reasons == null ? null : String.join(", ", reasons)),
            tokens(shown),
            shown.get(RaglanAttributes.COST_TOTAL) == null ? "–" : "yes",
            tokens(written("two")))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String said(@Nullable String text) {
    return text == null ? "–" : "`" + text + "`";
  }

  private static String tokens(Attributes shown) {
    Long input = shown.get(GenAi.USAGE_INPUT_TOKENS);
    Long output = shown.get(GenAi.USAGE_OUTPUT_TOKENS);
    return input == null && output == null ? "–" : input + " + " + output;
  }

  @Test
  void saysWhatIsShownOfEachResult() throws IOException {
    String table = HEAD + rows().stream().map(this::line).collect(Collectors.joining());
    String page = Files.readString(PAGE);
    int begin = page.indexOf(HEAD);
    if (Boolean.getBoolean("raglan.docs.update") && begin >= 0) {
      int end = page.indexOf("\n\n", begin) + 1;
      page = page.substring(0, begin) + table + page.substring(end);
      Files.writeString(PAGE, page);
    }

    assertThat(page).contains(table + "\n");
  }

  /** The tokens of all spans of a trace are those that the answers tell, whoever shows them. */
  @ParameterizedTest
  @MethodSource("rows")
  void aTraceHasTheTokensOfItsAnswersOnce(Row row) {
    generate(row);
    long alone = total();
    exporter.reset();
    raglan.generation("two").run(() -> Stream.of(row, row).forEach(this::generate));

    assertThat(total()).isEqualTo(2 * alone);
  }

  private long total() {
    return exporter.getFinishedSpanItems().stream()
        .map(span -> span.getAttributes().get(GenAi.USAGE_INPUT_TOKENS))
        .filter(tokens -> tokens != null)
        .mapToLong(Long::longValue)
        .sum();
  }
}
