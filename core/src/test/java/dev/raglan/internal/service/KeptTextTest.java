package dev.raglan.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.OtlpJsonFile;
import dev.raglan.export.TraceLog;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.internal.service.adaline.AdalineServer;
import dev.raglan.internal.service.athina.AthinaServer;
import dev.raglan.internal.service.lastmile.LastMileServer;
import dev.raglan.internal.service.spansapi.SpansApiServer;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.Feedback;
import dev.raglan.model.RagEventType;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.SpanType;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.SpanUpdate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.Document;
import reactor.core.publisher.Flux;

/** The text of calls at every target: the four services, a file of OTLP, and the log. */
class KeptTextTest {

  private static final String TEXT = "The patient has Wegener's disease";
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final FourServers servers = new FourServers();
  private final AthinaServer athina = servers.athina;
  private final AdalineServer adaline = servers.adaline;
  private final LastMileServer lastMile = servers.lastMile;
  private final SpansApiServer spansApi = servers.spansApi;
  private final StringBuffer tree = new StringBuffer();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    servers.close();
  }

  private Raglan open(CaptureMode mode) {
    return Raglan.builder()
        .serviceName("clinic")
        .captureDecider(request -> mode)
        .exportTo(
            servers.targets(OtlpJsonFile.at(directory.resolve("spans.jsonl")), TraceLog.to(tree)))
        .delivery(DeliverySettings.builder().interval(Duration.ofMillis(5)).build())
        .build();
  }

  /** The application's calls; they are handed to the engine as a weaver does. */
  static final class Clinic {

    @Generation(provider = "openai", model = "gpt-4o")
    Object answer(
        @Bind(Field.PROMPT) Object prompt,
        @Bind(Field.CONTEXT) Object context,
        @Bind(Field.EXPECTED_RESPONSE) String expected,
        @Bind(Field.USER_QUERY) String question) {
      return answerOf(prompt);
    }

    private static Object answerOf(Object prompt) {
      if (prompt instanceof Prompt) {
        return new org.springframework.ai.chat.model.ChatResponse(
            List.of(new org.springframework.ai.chat.model.Generation(new AssistantMessage(TEXT))));
      }
      if (prompt instanceof ChatRequest) {
        return dev.langchain4j.model.chat.response.ChatResponse.builder()
            .aiMessage(AiMessage.from(TEXT))
            .build();
      }
      return Map.of(
          "id",
          "r-1",
          "object",
          "chat.completion",
          "model",
          "gpt-4o",
          "choices",
          List.of(Map.of("message", Map.of("role", "assistant", "content", TEXT))),
          "usage",
          Map.of("prompt_tokens", 3, "completion_tokens", 4));
    }

    @Generation(provider = "openai", model = "gpt-4o")
    Flux<String> streamed(String prompt) {
      return Flux.just(prompt, prompt);
    }

    @Traced(type = SpanType.TOOL)
    CompletableFuture<String> tool(Map<String, String> arguments) {
      return CompletableFuture.completedFuture(TEXT);
    }

    @RagEvent(RagEventType.RETRIEVAL)
    List<Document> search(String query) {
      return List.of(new Document("doc-1", TEXT, Map.of("title", TEXT)));
    }

    @Traced(type = SpanType.AGENT)
    String fails(String question) {
      throw new IllegalStateException("cannot: " + question, new RuntimeException(question));
    }
  }

  private static Object call(Raglan raglan, String name, Object... arguments) throws Throwable {
    return ReflectedCall.of(new Clinic(), name, arguments).tracedBy(raglan);
  }

  private static void run(Raglan raglan) throws Throwable {
    ActiveTrace trace = raglan.trace("ask").input(Map.of("question", TEXT)).start();
    List<Object> prompts =
        List.of(
            new Prompt(new UserMessage(TEXT)),
            ChatRequest.builder()
                .messages(dev.langchain4j.data.message.UserMessage.from(TEXT))
                .build(),
            ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(TEXT).build(),
            List.of(new LinkedHashMap<>(Map.of("role", "user", "content", TEXT))));
    for (Object prompt : prompts) {
      call(raglan, "answer", prompt, List.of(TEXT), TEXT, TEXT);
    }
    ((Flux<?>) call(raglan, "streamed", TEXT)).blockLast();
    ((CompletableFuture<?>) call(raglan, "tool", Map.of("q", TEXT))).join();
    call(raglan, "search", TEXT);
    assertThatThrownBy(() -> call(raglan, "fails", TEXT)).hasMessageContaining(TEXT);
    try (ActiveGeneration generation = raglan.generation("by hand").prompt(TEXT).start()) {
      generation.response(TEXT).attribute("note", TEXT);
    }
    raglan.rag().retrieval(TEXT, List.of(RetrievedChunk.of("doc-2", TEXT, 0.5)));
    raglan.rag().toolCall("lookup", Map.of("q", TEXT), TEXT);
    raglan.rag().query(TEXT, TEXT, TEXT);
    raglan.params().register("question", TEXT);
    raglan.feedback().log(Feedback.binary(true).withComment(TEXT));
    trace.output(TEXT);
    trace.end();
    assertThat(raglan.flush(WAIT).complete()).isTrue();
    raglan.feedback().forTrace(trace.traceId()).text(TEXT);
    raglan.updateTrace(
        trace.traceId(), SpanUpdate.create().input(TEXT).output(TEXT).attribute("note", TEXT));
    assertThat(raglan.flush(WAIT).complete()).isTrue();
  }

  private Map<String, String> written() throws Exception {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("athina", athina.accepted.toString());
    all.put("adaline", adaline.accepted.toString());
    all.put("lastmile", lastMile.accepted.toString() + lastMile.spans);
    all.put("spans-api", spansApi.spans().toString());
    all.put("file", Files.readString(directory.resolve("spans.jsonl")));
    all.put("log", tree.toString());
    return all;
  }

  @ParameterizedTest
  @EnumSource(CaptureMode.class)
  void reachesATargetOnlyWhereItIsKept(CaptureMode mode) throws Throwable {
    try (Raglan raglan = open(mode)) {
      run(raglan);
    }

    boolean kept = mode == CaptureMode.FULL || mode == CaptureMode.NO_TOOL_CONTENT;
    written()
        .forEach(
            (target, text) -> {
              assertThat(text).as(target).contains("ask");
              assertThat(text.contains("Wegener"))
                  .as(target + ": " + excerpt(text))
                  .isEqualTo(kept);
            });
  }

  private static String excerpt(String text) {
    int at = text.indexOf("Wegener");
    return text.substring(Math.max(0, at - 400), Math.min(text.length(), Math.max(at, 0) + 60));
  }
}
