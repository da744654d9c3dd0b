package dev.raglan.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.embeddings.CreateEmbeddingResponse;
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
import dev.raglan.model.Operation;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.GenerationBuilder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds the table of docs/generations.md to what is shown of each library's results, at the
 * versions on the class path; {@code -Draglan.docs.update=true} writes their rows, and leaves those
 * of other versions.
 */
class AnswersTableTest {

  private static final Path PAGE = page();
  private static final String TYPES = "| library | types | versions tested |\n|---|---|---|\n";
  private static final String HEAD =
      "| library | versions | result | model | answer | why it ended | tokens | cost | two in a"
          + " generation |\n|---|---|---|---|---|---|---|---|---|\n";
  private static final Pattern VERSION = Pattern.compile("-([0-9][\\w.-]*)\\.jar");

  /** The versions of the libraries on the class path. */
  private static final Map<String, String> VERSIONS =
      Map.of(
          "openai-java", version(ChatCompletion.class),
          "anthropic-java", version(Message.class),
          "Spring AI", version(ChatResponse.class),
          "LangChain4j", version(ChatModel.class),
          "any", "–");

  /** The page, whichever module runs this. */
  private static Path page() {
    Path page = Path.of("../docs/generations.md");
    return Files.exists(page) ? page : Path.of("../../docs/generations.md");
  }

  private static String version(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    Matcher version = VERSION.matcher(jar);
    assertThat(version.find()).as(jar).isTrue();
    return version.group(1);
  }

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

    Operation operation() {
      return kind.contains("mbedding") ? Operation.EMBEDDINGS : Operation.CHAT;
    }

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
        row("openai-java", "`Flux` of chunks", () -> Flux.fromIterable(chunks())),
        row("openai-java", "`Iterator` of chunks", () -> chunks().iterator()),
        row("openai-java", "`List` of chunks", AnswersTableTest::chunks),
        row(
            "openai-java",
            "`CreateEmbeddingResponse`",
            () -> openAi(Recorded.EMBEDDINGS, CreateEmbeddingResponse.class)),
        row("openai-java", "`Response`", () -> openAi(Recorded.RESPONSE, Response.class)),
        row(
            "openai-java",
            "`Stream` of its events",
            () ->
                Recorded.RESPONSE_EVENTS.stream()
                    .map(json -> openAi(json, ResponseStreamEvent.class))),
        row("anthropic-java", "`Message`", AnswersTableTest::message),
        row("anthropic-java", "`Stream` of events", () -> events().stream()),
        row("anthropic-java", "`Flux` of events", () -> Flux.fromIterable(events())),
        row("anthropic-java", "`Iterator` of events", () -> events().iterator()),
        row("anthropic-java", "`List` of events", AnswersTableTest::events),
        row("anthropic-java", "a future of one", () -> done(message())),
        row("Spring AI", "`ChatResponse`", () -> springAi("Paris.", "STOP", 10)),
        row(
            "Spring AI",
            "`Flux` of it",
            () -> Flux.just(springAi("Par", "", 0), springAi("is.", "STOP", 10))),
        row("Spring AI", "`Mono` of it", () -> Mono.just(springAi("Paris.", "STOP", 10))),
        row("Spring AI", "a future of it", () -> done(springAi("Paris.", "STOP", 10))),
        row("Spring AI", "`EmbeddingResponse`", AnswersTableTest::springAiEmbedding),
        row("LangChain4j", "`ChatResponse`", AnswersTableTest::langChain4j),
        row("LangChain4j", "`Optional` of it", () -> Optional.of(langChain4j())),
        row(
            "LangChain4j",
            "`Response` of embeddings",
            () ->
                dev.langchain4j.model.output.Response.from(
                    List.of(dev.langchain4j.data.embedding.Embedding.from(new float[] {0.5f, 1})),
                    new TokenUsage(8))),
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

  private static List<RawMessageStreamEvent> events() {
    return Recorded.ANTHROPIC_EVENTS.stream()
        .map(json -> anthropic(json, RawMessageStreamEvent.class))
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

  private static EmbeddingResponse springAiEmbedding() {
    return new EmbeddingResponse(
        List.of(new Embedding(new float[] {0.5f, 1}, 0)),
        new EmbeddingResponseMetadata("text-embedding-3-small", new DefaultUsage(8, 0)));
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
            || result instanceof Publisher<?>
            || result instanceof Iterator<?>
            || result instanceof TokenStream
            || result instanceof CompletionStage<?>;
    if (!arrivesLater) {
      generation(row).run(() -> raglan.currentGeneration().response(result));
      return;
    }
    Object followed = generation(row).follow(result);
    if (followed instanceof Stream<?> stream) {
      assertThat(stream.toList()).isNotEmpty();
    } else if (followed instanceof Publisher<?> publisher) {
      assertThat(Flux.from(publisher).collectList().block()).isNotEmpty();
    } else if (followed instanceof Iterator<?> iterator) {
      assertThat(iterator).toIterable().isNotEmpty();
    } else if (followed instanceof TokenStream tokens) {
      tokens.ignoreErrors().start();
    }
  }

  private GenerationBuilder generation(Row row) {
    return raglan.generation("g").operation(row.operation());
  }

  private Attributes written(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .map(SpanData::getAttributes)
        .findFirst()
        .orElseThrow();
  }

  /** The row of a table: the library, its versions, and the cells behind them. */
  private record Line(String library, Set<String> versions, List<String> cells) {

    static Line parse(String row) {
      List<String> cells = List.of(row.substring(2, row.length() - 2).split(" \\| ", -1));
      return new Line(
          cells.get(0),
          new TreeSet<>(List.of(cells.get(1).split(", "))),
          cells.subList(2, cells.size()));
    }

    boolean isOf(Line other) {
      return library.equals(other.library) && cells.get(0).equals(other.cells.get(0));
    }

    boolean shows(Line other) {
      return isOf(other) && cells.equals(other.cells);
    }

    @Override
    public String toString() {
      return "| "
          + library
          + " | "
          + String.join(", ", versions)
          + " | "
          + String.join(" | ", cells)
          + " |";
    }
  }

  private Line line(Row row) {
    exporter.reset();
    generate(row);
    Attributes shown = written("g");
    exporter.reset();
    raglan.generation("two").run(() -> Stream.of(row, row).forEach(this::generate));
    String answer = shown.get(GenAi.OUTPUT_MESSAGES);
    List<String> reasons = shown.get(GenAi.RESPONSE_FINISH_REASONS);
    return new Line(
        row.library(),
        new TreeSet<>(Set.of(VERSIONS.get(row.library()))),
        List.of(
            row.kind(),
            said(shown.get(GenAi.RESPONSE_MODEL)),
            answer == null ? "–" : "yes",
            said(reasons == null ? null : String.join(", ", reasons)),
            tokens(shown),
            shown.get(RaglanAttributes.COST_TOTAL) == null ? "–" : "yes",
            tokens(written("two"))));
  }

  private static String said(@Nullable String text) {
    return text == null ? "–" : "`" + text + "`";
  }

  private static String tokens(Attributes shown) {
    Long input = shown.get(GenAi.USAGE_INPUT_TOKENS);
    Long output = shown.get(GenAi.USAGE_OUTPUT_TOKENS);
    return input == null && output == null ? "–" : input + (output == null ? "" : " + " + output);
  }

  private static List<Line> listed(String page, String head) {
    return page.substring(page.indexOf(head) + head.length())
        .lines()
        .takeWhile(row -> row.startsWith("|"))
        .map(Line::parse)
        .toList();
  }

  /** Returns the rows of the page with those of the versions on the class path. */
  private List<Line> table(String page) {
    List<Line> shown = rows().stream().map(this::line).toList();
    List<Line> all = new ArrayList<>();
    for (Line line : shown) {
      List<Line> versions = new ArrayList<>(List.of(line));
      for (Line other : listed(page, HEAD)) {
        if (other.isOf(line)) {
          other.versions().removeAll(line.versions());
          if (other.shows(line)) {
            line.versions().addAll(other.versions());
          } else if (!other.versions().isEmpty()) {
            versions.add(other);
          }
        }
      }
      versions.sort(Comparator.comparing(each -> String.join(" ", each.versions())));
      all.addAll(versions);
    }
    return all;
  }

  @Test
  void saysWhatIsShownOfEachResult() throws IOException {
    String page = Files.readString(PAGE);
    List<Line> table = table(page);
    int begin = page.indexOf(HEAD);
    if (Boolean.getBoolean("raglan.docs.update") && begin >= 0) {
      String rows = table.stream().map(line -> line + "\n").collect(Collectors.joining());
      int end = page.indexOf("\n\n", begin) + 1;
      page = page.substring(0, begin) + HEAD + rows + page.substring(end);
      Files.writeString(PAGE, page);
    }

    assertThat(listed(page, HEAD)).containsExactlyElementsOf(table);
  }

  @Test
  void namesTheVersionsThatAreTested() throws IOException {
    String page = Files.readString(PAGE);
    Map<String, String> tested =
        page.substring(page.indexOf(TYPES) + TYPES.length())
            .lines()
            .takeWhile(row -> row.startsWith("|"))
            .map(row -> row.split(" \\| |\\| | \\|"))
            .collect(Collectors.toMap(cells -> cells[1], cells -> cells[cells.length - 1]));

    for (Line line : listed(page, HEAD)) {
      if (!line.library().equals("any")) {
        List<String> versions = List.of(tested.get(line.library()).split(", "));
        assertThat(versions).containsAll(line.versions());
        assertThat(versions).contains(VERSIONS.get(line.library()));
      }
    }
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
