package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.record.EnclosingGeneration;
import dev.raglan.model.SpanType;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The engine without any weaver. */
class InvocationTracerTest {

  record Usage(int promptTokens, int completionTokens) {}

  record Answer(String text, Usage usage) {}

  private interface Caller {
    Object call(String name, Object... arguments) throws Throwable;
  }

  static class Service {

    private final Caller caller;

    Service(Caller caller) {
      this.caller = caller;
    }

    @Generation(provider = "openai")
    @BindResult(field = Field.RESPONSE, path = "text")
    @BindResult(field = Field.PROMPT_TOKENS, path = "usage.promptTokens")
    @BindResult(attribute = "answer.tokens", path = "usage.completionTokens")
    Answer answer(
        @Bind(Field.MODEL) String model,
        @Bind(Field.PROMPT) String prompt,
        @Masked String key,
        @SpanAttribute("options.size") Map<String, Integer> options) {
      return new Answer("A sleeve.", new Usage(3, 4));
    }

    @Generation(provider = "openai", model = "gpt-4o")
    Answer complete(String prompt) {
      return new Answer("A sleeve.", new Usage(1_000, 500));
    }

    @Generation(provider = "openai", model = "gpt-4o")
    String asksAModelBelow() {
      EnclosingGeneration.current().report("gpt-4o-2024-08-06", usage(5, 7));
      EnclosingGeneration.current().report(null, usage(10, 1));
      return "A sleeve.";
    }

    @Generation(provider = "openai", model = "gpt-4o")
    Object encloses(String... below) throws Throwable {
      Object last = null;
      for (String each : below) {
        last = caller.call(each);
      }
      return last;
    }

    @Generation(provider = "openai", model = "gpt-4o")
    String enclosesAndFails(String below) throws Throwable {
      caller.call(below);
      throw new IllegalStateException("after it was paid");
    }

    @Generation(provider = "openai", model = "gpt-4o", output = Capture.OFF)
    void enclosesAndReturnsNothing() throws Throwable {
      caller.call("asksGpt");
    }

    @Traced
    Object traces() throws Throwable {
      return caller.call("asksGpt");
    }

    @Generation(provider = "openai", model = "gpt-4o")
    Map<String, Object> asksGpt() {
      return Map.of(
          "id", "r-1",
          "model", "gpt-4o",
          "text", "4",
          "usage", Map.of("prompt_tokens", 1_000, "completion_tokens", 100));
    }

    @Generation(provider = "openai", model = "gpt-4o")
    CompletableFuture<Object> asksForLater() {
      return new CompletableFuture<>();
    }

    @Generation(provider = "openai", model = "gpt-4o")
    String enclosesForLater(List<Object> kept) throws Throwable {
      kept.add(caller.call("asksForLater"));
      return "asked";
    }

    @Generation(provider = "anthropic", model = "claude-3-5-haiku-20241022")
    Map<String, Object> asksClaude() {
      return Map.of(
          "id", "r-2",
          "model", "claude-3-5-haiku-20241022",
          "text", "4",
          "usage", Map.of("input_tokens", 500, "output_tokens", 50));
    }

    @Generation
    List<Map<String, Object>> asksBoth() {
      return List.of(asksGpt(), asksClaude());
    }

    @Generation(provider = "openai", model = "gpt-4o")
    @BindResult(field = Field.PROMPT_TOKENS, path = "prompt")
    Map<String, Object> bindsItsTokens() {
      return Map.of("prompt", 7, "text", "4");
    }

    @Traced(type = SpanType.EMBEDDING)
    Map<String, Object> embeds() {
      return Map.of(
          "model", "text-embedding-3-small",
          "data", List.of(Map.of("embedding", List.of(0.5))),
          "usage", Map.of("prompt_tokens", 8, "total_tokens", 8));
    }

    @Generation(provider = "openai", model = "gpt-4o")
    Map<String, Object> answersWithAnError() {
      return Map.of("error", Map.of("code", 429, "message", "Slow down, password=hunter22"));
    }

    @Generation(provider = "openai", model = "gpt-4o")
    Flux<Map<String, Object>> breaksOffWithAnError() {
      return Flux.just(
          chunk("A ", Map.of()),
          Map.of("error", Map.of("type", "server_error", "message", "Gone")));
    }

    record ToolResult(String content, boolean isError) {}

    @Traced(type = SpanType.TOOL)
    ToolResult usesATool() {
      return new ToolResult("No such file", true);
    }

    @Traced(type = SpanType.TOOL, input = Capture.OFF, output = Capture.OFF)
    ToolResult usesASecretTool() {
      return new ToolResult("No such file", true);
    }

    @Traced(root = true)
    Object opensATraceOfItsOwn() throws Throwable {
      return caller.call("asksGpt");
    }

    private static dev.raglan.model.Usage usage(long input, long output) {
      return dev.raglan.model.Usage.of(input, output);
    }

    @Generation(provider = "openai", model = "gpt-4o")
    Flux<Map<String, Object>> chunks() {
      return Flux.just(
          chunk("A ", Map.of()),
          chunk("sleeve.", Map.of()),
          chunk("", Map.of("prompt_tokens", 5, "completion_tokens", 3)));
    }

    private static Map<String, Object> chunk(String text, Map<String, Object> usage) {
      return Map.of(
          "id", "chatcmpl-1",
          "object", "chat.completion.chunk",
          "model", "gpt-4o-2024-08-06",
          "choices", List.of(Map.of("index", 0, "delta", Map.of("content", text))),
          "usage", usage);
    }

    @Generation(provider = "openai", model = "gpt-4o")
    String uncounted(String prompt) {
      return "A sleeve.";
    }

    @Traced
    String hides(@Masked String token, String query) {
      return query;
    }

    /** Its work is done when it is asked for elements. */
    @Traced
    Flow.Publisher<String> worksOnRequest() {
      return subscriber ->
          subscriber.onSubscribe(
              new Flow.Subscription() {
                @Override
                public void request(long n) {
                  subscriber.onNext(Span.current().getSpanContext().getSpanId());
                  subscriber.onComplete();
                }

                @Override
                public void cancel() {}
              });
    }

    @Traced
    Mono<String> mono(String value) {
      return Mono.just(value).map(String::toUpperCase);
    }

    @Traced
    Flux<String> flux() {
      return Flux.just("Hel", "lo");
    }

    @Traced
    Stream<String> stream() {
      return Stream.of("a", "b");
    }

    @Traced
    String idInTheLoggingContext() {
      return MDC.get("trace_id");
    }

    @Traced
    Object fails() throws Exception {
      throw new Exception("checked");
    }

    @Traced
    int recurses(int depth) throws Throwable {
      return (int) caller.call("recurses", depth + 1);
    }

    @Traced
    Object suspends(String query, Continuation<? super String> continuation) {
      return Mono.just(query);
    }

    @Traced
    Object leavesAScopeOpenAndFails() {
      Context.root().with(Span.getInvalid()).makeCurrent();
      throw new IllegalStateException();
    }

    @Traced
    ActiveSpan begins(@Exclude Raglan raglan) {
      return raglan.span("begun").start();
    }

    @Traced
    Object returnsAMono() {
      return Mono.just("x");
    }
  }

  private static final AttributeKey<Long> INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.input_tokens");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();
  private InvocationTracer tracer = InvocationTracer.of(raglan);
  private final Service service = new Service(this::call);
  private boolean proxied;

  @AfterEach
  void leavesTheThreadClean() {
    assertThat(Context.current()).isSameAs(Context.root());
    sdk.close();
  }

  private @Nullable Object call(String name, @Nullable Object... arguments) throws Throwable {
    ReflectedCall call = ReflectedCall.of(service, name, arguments);
    return tracer.around(proxied ? call.behindProxy() : call);
  }

  private SpanData onlySpan() {
    assertThat(exporter.getFinishedSpanItems()).hasSize(1);
    return exporter.getFinishedSpanItems().get(0);
  }

  private static @Nullable String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  @Test
  void writesAGenerationInBothDialects() throws Throwable {
    call("answer", "gpt-4o", "What is Raglan?", "sk-123", Map.of("size", 1));
    SpanData span = onlySpan();
    assertThat(span.getName()).isEqualTo("Service.answer");
    assertThat(text(span, "gen_ai.operation.name")).isEqualTo("chat");
    assertThat(text(span, "gen_ai.provider.name")).isEqualTo("openai");
    assertThat(text(span, "gen_ai.request.model")).isEqualTo("gpt-4o");
    assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
        .isEqualTo(3);
    assertThat(span.getAttributes().get(AttributeKey.longKey("answer.tokens"))).isEqualTo(4);
    assertThat(text(span, "gen_ai.input.messages"))
        .isEqualTo(
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"What is"
                + " Raglan?\"}]}]");
    assertThat(text(span, "gen_ai.output.messages")).contains("A sleeve.");
    assertThat(text(span, "openinference.span.kind")).isEqualTo("LLM");
    assertThat(text(span, "input.value")).isEqualTo("What is Raglan?");
    assertThat(text(span, "input.mime_type")).isEqualTo("text/plain");
    assertThat(text(span, "output.value")).isEqualTo("A sleeve.");
    assertThat(text(span, "options.size")).isEqualTo("{\"size\":1}");
    assertThat(text(span, "code.function.name")).endsWith("Service.answer");
  }

  @Test
  void readsUsageAndComputesTheCostOfAResponseThatHasTheShape() throws Throwable {
    call("complete", "What is Raglan?");
    SpanData span = onlySpan();
    assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
        .isEqualTo(1_000);
    assertThat(span.getAttributes().get(AttributeKey.doubleKey("llm.cost.total"))).isPositive();
    assertThat(span.getAttributes().get(AttributeKey.booleanKey("raglan.cost.estimated"))).isTrue();
    assertThat(text(span, "gen_ai.output.messages")).contains("A sleeve.");
  }

  @Test
  void countsWhatModelCallsBelowItReport() throws Throwable {
    call("asksAModelBelow");
    SpanData span = onlySpan();
    assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
        .isEqualTo(15);
    assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.output_tokens")))
        .isEqualTo(8);
    assertThat(text(span, "gen_ai.response.model")).isEqualTo("gpt-4o-2024-08-06");
    assertThat(text(span, "gen_ai.output.messages")).contains("A sleeve.");
  }

  private static double costOf(SpanData span) {
    Double cost = span.getAttributes().get(AttributeKey.doubleKey("llm.cost.total"));
    return cost == null ? 0 : cost;
  }

  private List<Long> inputTokens() {
    return exporter.getFinishedSpanItems().stream()
        .map(span -> span.getAttributes().get(INPUT_TOKENS))
        .toList();
  }

  private void encloses(String... below) throws Throwable {
    call("encloses", (Object) below);
  }

  @Test
  void countsOnceWhatAGenerationAndOneBelowItBothReturn() throws Throwable {
    encloses("asksGpt");

    assertThat(inputTokens()).containsExactly(null, 1_000L);
    SpanData enclosing = exporter.getFinishedSpanItems().get(1);
    assertThat(costOf(enclosing)).isEqualTo(0.0035);
    assertThat(costOf(exporter.getFinishedSpanItems().get(0))).isZero();
    assertThat(text(exporter.getFinishedSpanItems().get(0), "gen_ai.response.model"))
        .isEqualTo("gpt-4o");
  }

  @Test
  @SuppressWarnings("unchecked")
  void leavesTokensThatArriveAfterTheEnclosingGenerationHasEnded() throws Throwable {
    List<Object> kept = new ArrayList<>();
    call("enclosesForLater", kept);
    ((CompletableFuture<Object>) kept.get(0)).complete(call("asksGpt"));

    assertThat(inputTokens()).containsExactly(null, 1_000L, 1_000L);
    assertThat(text(exporter.getFinishedSpanItems().get(2), "gen_ai.operation.name"))
        .isEqualTo("chat");
  }

  @Test
  void pricesEachAnswerByItsOwnModelAndProvider() throws Throwable {
    encloses("asksGpt", "asksClaude");

    assertThat(inputTokens()).containsExactly(null, null, 1_500L);
    assertThat(costOf(exporter.getFinishedSpanItems().get(2)))
        .isCloseTo(0.0035 + 0.0006, within(1e-12));
  }

  @Test
  void pricesTheAnswersOfTwoModelsInOneResult() throws Throwable {
    call("asksBoth");

    assertThat(inputTokens()).containsExactly(1_500L);
    assertThat(costOf(onlySpan())).isCloseTo(0.0035 + 0.0006, within(1e-12));
  }

  @Test
  void countsThroughSpansInBetween() throws Throwable {
    encloses("traces");

    assertThat(inputTokens().stream().filter(Objects::nonNull)).containsExactly(1_000L);
  }

  @Test
  void countsWhatWasSpentBeforeAFailure() {
    assertThatThrownBy(() -> call("enclosesAndFails", "asksGpt"))
        .isInstanceOf(IllegalStateException.class);

    assertThat(inputTokens()).containsExactly(null, 1_000L);
  }

  @Test
  void countsForAGenerationOfWhichNothingIsCaptured() throws Throwable {
    call("enclosesAndReturnsNothing");

    assertThat(inputTokens()).containsExactly(null, 1_000L);
  }

  @Test
  void countsWhatTheGenerationBelowBinds() throws Throwable {
    encloses("bindsItsTokens");

    assertThat(inputTokens()).containsExactly(null, 7L);
  }

  @Test
  void leavesTokensOfEmbeddingsWhereTheyAreSpent() throws Throwable {
    encloses("asksGpt", "embeds");

    assertThat(inputTokens()).containsExactly(null, 8L, 1_000L);
    assertThat(text(exporter.getFinishedSpanItems().get(2), "gen_ai.response.model"))
        .isEqualTo("gpt-4o");
  }

  @Test
  void leavesTokensInATraceOfItsOwn() throws Throwable {
    encloses("opensATraceOfItsOwn");

    assertThat(inputTokens()).containsExactly(1_000L, null, 1_000L);
  }

  @Test
  void failsWithAnAnswerThatIsAnError() throws Throwable {
    call("answersWithAnError");

    SpanData span = onlySpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription())
        .startsWith("Slow down")
        .doesNotContain("hunter22");
    assertThat(text(span, "error.type")).isEqualTo("429");
    assertThat(text(span, "raglan.error.category")).isEqualTo("rate_limit");
    assertThat(text(span, "gen_ai.output.messages")).isNull();
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void failsWithAnErrorWithinAStream() throws Throwable {
    ((Flux<?>) call("breaksOffWithAnError")).blockLast();

    SpanData span = onlySpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(span, "error.type")).isEqualTo("server_error");
    assertThat(text(span, "output.value")).isEqualTo("A ");
    assertThat(text(span, "gen_ai.output.messages")).doesNotContain("\"stop\"");
  }

  @Test
  void failsWithAToolsResultThatIsAnError() throws Throwable {
    call("usesATool");

    SpanData span = onlySpan();
    assertThat(span.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "No such file"));
    assertThat(text(span, "error.type")).isEqualTo("tool_error");
  }

  @Test
  void doesNotTellTheTextOfAFailureWhoseOutputIsNotCaptured() throws Throwable {
    call("usesASecretTool");

    assertThat(onlySpan().getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, ""));
  }

  @Test
  void putsTheChunksOfAStreamedAnswerTogether() throws Throwable {
    ((Flux<?>) call("chunks")).blockLast();
    SpanData span = onlySpan();
    assertThat(text(span, "output.value")).isEqualTo("A sleeve.");
    assertThat(text(span, "gen_ai.response.model")).isEqualTo("gpt-4o-2024-08-06");
    assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.output_tokens")))
        .isEqualTo(3);
  }

  @Test
  void startsAMonosSpanWithItsSubscription() throws Throwable {
    Mono<?> mono = (Mono<?>) call("mono", "x");
    assertThat(exporter.getFinishedSpanItems()).isEmpty();
    assertThat(mono.block()).isEqualTo("X");
    assertThat(mono.block()).isEqualTo("X");
    assertThat(exporter.getFinishedSpanItems())
        .hasSize(2)
        .allSatisfy(span -> assertThat(text(span, "output.value")).isEqualTo("X"))
        .extracting(SpanData::getSpanId)
        .doesNotHaveDuplicates();
  }

  @Test
  void knowsTheSessionThatTheSubscriberSays() throws Throwable {
    TraceContext said = TraceContext.builder().sessionId("s-9").build();
    ((Mono<?>) call("mono", "x"))
        .contextWrite(context -> context.put(ReactiveContext.KEY, Context.root().with(said)))
        .block();
    assertThat(text(onlySpan(), "session.id")).isEqualTo("s-9");
  }

  @Test
  void followsAMonoThatIsDeclaredAsAnObject() throws Throwable {
    assertThat(((Mono<?>) call("returnsAMono")).block()).isEqualTo("x");
    assertThat(text(onlySpan(), "output.value")).isEqualTo("x");
  }

  @Test
  void joinsTheTextOfAFlux() throws Throwable {
    assertThat(((Flux<?>) call("flux")).collectList().block()).hasToString("[Hel, lo]");
    SpanData span = onlySpan();
    assertThat(text(span, "output.value")).isEqualTo("Hello");
    assertThat(span.getAttributes().get(AttributeKey.longKey("raglan.stream.chunks"))).isEqualTo(2);
    assertThat(
            span.getAttributes().get(AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk")))
        .isPositive();
  }

  @Test
  void followsAStreamToItsEnd() throws Throwable {
    Stream<?> stream = (Stream<?>) call("stream");
    assertThat(exporter.getFinishedSpanItems()).isEmpty();
    assertThat(stream.count()).isEqualTo(2);
    assertThat(text(onlySpan(), "output.value")).isEqualTo("ab");
  }

  @Test
  void putsTheIdsOfTheSpanIntoTheLoggingContextWhenAsked() throws Throwable {
    call("idInTheLoggingContext");
    assertThat(text(onlySpan(), "output.value")).isNull();

    exporter.reset();
    tracer = InvocationTracer.of(Raglan.builder(sdk).mdc(true).build());
    Object id = call("idInTheLoggingContext");
    assertThat(id).isEqualTo(onlySpan().getTraceId());
    assertThat(MDC.get("trace_id")).isNull();
  }

  @Test
  void estimatesTokensThatNobodyReportedWhenAsked() throws Throwable {
    call("uncounted", "What is Raglan?");
    assertThat(onlySpan().getAttributes().get(INPUT_TOKENS)).isNull();

    exporter.reset();
    tracer = InvocationTracer.of(Raglan.builder(sdk).estimateTokens(true).build());
    call("uncounted", "What is Raglan?");
    assertThat(onlySpan().getAttributes().get(INPUT_TOKENS)).isPositive();
    assertThat(onlySpan().getAttributes().get(AttributeKey.booleanKey("raglan.usage.estimated")))
        .isTrue();
  }

  @Test
  void masksAnArgumentWhoseNameAloneWouldHideIt() throws Throwable {
    call("hides", "t-1", "q");
    assertThat(text(onlySpan(), "input.value")).isEqualTo("{\"token\":\"***\",\"query\":\"q\"}");
  }

  @Test
  void doesTheWorkOfARequestInTheContextOfItsSpan() throws Throwable {
    Flow.Publisher<?> publisher = (Flow.Publisher<?>) call("worksOnRequest");
    Object seen = Flux.from(FlowAdapters.toPublisher(publisher)).blockLast();
    assertThat(seen).isEqualTo(onlySpan().getSpanId());
  }

  @Test
  void rethrowsTheSameException() {
    assertThatThrownBy(() -> call("fails")).isExactlyInstanceOf(Exception.class);
    assertThat(text(onlySpan(), "error.type")).isEqualTo("java.lang.Exception");
  }

  @Test
  void leavesTheThreadCleanAtTheEndOfTheStack() {
    assertThatThrownBy(() -> call("fails")).as("loads what a failure needs").isNotNull();
    assertThatThrownBy(() -> call("recurses", 0)).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void leavesTheThreadCleanWhenTheMethodDoesNot() {
    assertThatThrownBy(() -> call("leavesAScopeOpenAndFails"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void leavesTheThreadCleanOfSpansThatTheMethodDoesNotEnd() throws Throwable {
    ActiveSpan begun = (ActiveSpan) call("begins", raglan);
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(MDC.get("trace_id")).isNull();
    call("begins", raglan);
    begun.end();

    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("Service.begins", "Service.begins", "begun");
    assertThat(exporter.getFinishedSpanItems().get(1).getParentSpanContext().isValid()).isFalse();
    assertThat(exporter.getFinishedSpanItems().get(2).getParentSpanId())
        .isEqualTo(exporter.getFinishedSpanItems().get(0).getSpanId());
  }

  @Test
  void leavesOutTheContinuationOfACoroutine() throws Throwable {
    proxied = true;
    Object result = call("suspends", "q", null);
    assertThat(((Mono<?>) result).block()).isEqualTo("q");
    assertThat(text(onlySpan(), "input.value")).isEqualTo("q");
  }

  @Test
  void passesAWovenSuspendFunctionThrough() throws Throwable {
    assertThat(call("suspends", "query", null)).isInstanceOf(Mono.class);
    assertThat(call("suspends", "query", null)).isInstanceOf(Mono.class);

    assertThat(exporter.getFinishedSpanItems()).isEmpty();
  }
}
