package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.RagEventType;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.SpanType;
import dev.raglan.spi.CaptureDecider;
import dev.raglan.spi.CaptureRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How much of a call is kept, and who decides it. */
class CaptureModeTest {

  private static final String TEXT = "The patient has Wegener's disease";
  private static final String MODE = "raglan.capture.mode";

  @RegisterExtension final Tracing tracing = new Tracing();

  private Raglan raglan;
  private InvocationTracer tracer;

  private void open(CaptureMode mode, CaptureDecider decider) {
    var builder =
        Raglan.builder(tracing.sdk())
            .dialects("gen-ai", "openinference", "langfuse")
            .capture(CapturePolicy.DEFAULT.with(mode));
    if (decider != null) {
      builder.captureDecider(decider);
    }
    raglan = builder.build();
    tracer = InvocationTracer.of(raglan);
  }

  private void openWith(CaptureDecider decider) {
    open(CaptureMode.FULL, decider);
  }

  private static String mode(SpanData span) {
    return span.getAttributes().get(AttributeKey.stringKey(MODE));
  }

  private static Map<String, String> texts(SpanData span) {
    return FacadeTest.texts(span);
  }

  /** A value that notices being read. */
  static final class Watched {

    static int reads;

    public String getText() {
      reads++;
      return TEXT;
    }

    @Override
    public String toString() {
      reads++;
      return TEXT;
    }
  }

  record Answer(String text, int tokens) {}

  record Request(String tenant, String text) {}

  class Service {

    @Generation(provider = "openai", model = "gpt-4o")
    @BindResult(field = Field.RESPONSE, path = "text")
    @BindResult(field = Field.COMPLETION_TOKENS, path = "tokens")
    @BindResult(attribute = "answer.text", path = "text")
    @BindResult(attribute = "answer.tokens", path = "tokens")
    Answer answer(
        @Bind(Field.PROMPT) List<Map<String, Object>> messages,
        @SpanAttribute("question") String question,
        @SpanAttribute("limit") int limit,
        @Bind(Field.CUSTOMER_ID) String customer) {
      return new Answer(TEXT, 7);
    }

    @Generation(provider = "openai")
    Flux<String> cutOff() {
      return Flux.just(
          "{\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o\","
              + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Wegener\"}}]}",
          "{\"error\":{\"type\":\"overloaded\",\"message\":\"Wegener\",\"code\":529}}");
    }

    @Traced
    String plain(Watched watched, String text) {
      return text;
    }

    @Traced
    String failing(String text) {
      throw new IllegalStateException("cannot do " + text, new IllegalArgumentException(text));
    }

    @Traced
    Flux<String> flux(String text) {
      return Flux.just(text, text);
    }

    @Traced
    Mono<String> mono(String text) {
      return Mono.fromSupplier(() -> (String) quietly("nested", text));
    }

    @Traced
    Stream<String> stream(String text) {
      return Stream.of(text, text);
    }

    @Traced
    CompletableFuture<String> future(String text) {
      return CompletableFuture.completedFuture(text);
    }

    @Traced
    String outer(String text) {
      raglan.rag().query(text, text, text);
      raglan.currentSpan().attribute("late", text).input(text);
      raglan.span("facade").input(text).attribute("own", text).run(() -> {});
      return (String) quietly("nested", text);
    }

    @Traced
    String nested(String text) {
      return text;
    }

    @Traced
    String ofTenant(
        @Bind(value = Field.CUSTOMER_ID, path = "tenant") Request request,
        @Bind(Field.CUSTOM_ATTRIBUTES) Map<String, Object> attributes,
        Watched watched) {
      return request.text();
    }

    @Traced
    Flux<String> fluxOfTenant(@Bind(value = Field.CUSTOMER_ID, path = "tenant") Request request) {
      return Flux.just(request.text());
    }

    @Traced
    String ofHidden(@Masked @Bind(Field.CUSTOMER_ID) String customer, String text) {
      return text;
    }

    @Traced(type = SpanType.TOOL)
    String tool(String text) {
      return text;
    }

    @RagEvent(RagEventType.RETRIEVAL)
    List<RetrievedChunk> retrieve(String query) {
      return List.of(RetrievedChunk.of("doc-1", TEXT, 0.5));
    }
  }

  private final Service service = new Service();

  private Object quietly(String name, Object... arguments) {
    try {
      return call(name, arguments);
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  private Object call(String name, Object... arguments) throws Throwable {
    return tracer.around(ReflectedCall.of(service, name, arguments));
  }

  private void everything() throws Throwable {
    List<Map<String, Object>> messages =
        List.of(
            Map.of("role", "user", "content", TEXT),
            Map.of(
                "role",
                "assistant",
                "content",
                TEXT,
                "tool_calls",
                List.of(
                    Map.of(
                        "id",
                        "call-1",
                        "type",
                        "function",
                        "function",
                        Map.of("name", "search", "arguments", "{\"q\":\"" + TEXT + "\"}")))),
            Map.of("role", "tool", "tool_call_id", "call-1", "content", TEXT));
    call("answer", messages, TEXT, 3, "acme");
    call("plain", new Watched(), TEXT);
    assertThatThrownBy(() -> call("failing", TEXT)).hasMessageContaining(TEXT);
    ((Flux<?>) call("flux", TEXT)).collectList().block();
    ((Mono<?>) call("mono", TEXT)).block();
    ((Stream<?>) call("stream", TEXT)).forEach(each -> {});
    ((CompletableFuture<?>) call("future", TEXT)).join();
    call("outer", TEXT);
    call("tool", TEXT);
    call("retrieve", TEXT);
    raglan.rag().retrieval(TEXT, List.of(RetrievedChunk.of("doc-1", TEXT, 0.5)));
    raglan.rag().metadata(Map.of("note", TEXT)).toolCall("search", Map.of("q", TEXT), TEXT);
    raglan.trace("t").input(TEXT).run(() -> raglan.rag().traceEvent(TEXT, TEXT, TEXT));
    assertThatThrownBy(
            () ->
                raglan
                    .span("failing facade")
                    .run(
                        () -> {
                          throw new IllegalStateException(TEXT);
                        }))
        .hasMessage(TEXT);
    raglan.generation("streamed").follow(Flux.just(TEXT, TEXT)).collectList().block();
  }

  @ParameterizedTest
  @EnumSource(names = {"STRUCTURE", "NONE"})
  void noTextLeavesByAnyWay(CaptureMode mode) throws Throwable {
    Watched.reads = 0;
    openWith(request -> mode);
    everything();

    assertThat(tracing.ended()).hasSizeGreaterThan(15);
    List<String> leaks = new ArrayList<>();
    for (SpanData span : tracing.ended()) {
      if (span.toString().contains("Wegener")) {
        leaks.add(span.toString());
      }
      assertThat(mode(span)).as(span.getName()).isEqualTo(mode.id());
    }
    assertThat(leaks).isEmpty();
    assertThat(Watched.reads).isZero();
  }

  @Test
  void aConfiguredModeHoldsWithoutADecider() throws Throwable {
    open(CaptureMode.STRUCTURE, null);
    everything();

    assertThat(tracing.ended()).noneMatch(span -> span.toString().contains("Wegener"));
    assertThat(tracing.ended()).allMatch(span -> "structure".equals(mode(span)));
  }

  @Test
  void structureKeepsRolesLengthsToolsIdsAndCounts() throws Throwable {
    openWith(request -> CaptureMode.STRUCTURE);
    everything();

    Map<String, String> answer = texts(tracing.ended("Service.answer"));
    String length = "<text, " + TEXT.length() + " characters>";
    assertThat(answer)
        .containsEntry("llm.input_messages.0.message.role", "user")
        .containsEntry("llm.input_messages.0.message.content", length)
        .containsEntry("llm.input_messages.1.message.role", "assistant")
        .containsEntry(
            "llm.input_messages.1.message.tool_calls.0.tool_call.function.name", "search")
        .containsEntry("llm.input_messages.2.message.tool_call_id", "call-1")
        .containsEntry("llm.token_count.completion", "7")
        .containsEntry("answer.tokens", "7")
        .containsEntry("limit", "3")
        .containsEntry("gen_ai.request.model", "gpt-4o")
        .containsEntry("raglan.customer.id", "acme")
        .doesNotContainKey("answer.text")
        .doesNotContainKey("question");
    assertThat(texts(tracing.ended("Service.retrieve")))
        .containsEntry("retrieval.documents.0.document.id", "doc-1")
        .containsEntry("retrieval.documents.0.document.score", "0.5")
        .containsEntry("retrieval.documents.0.document.content", length);
  }

  @Test
  void structureKeepsThatAStreamFailed() {
    openWith(request -> CaptureMode.STRUCTURE);
    ((Flux<?>) quietly("cutOff")).blockLast();

    SpanData span = tracing.ended("Service.cutOff");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(texts(span)).containsEntry("error.type", "overloaded");
    assertThat(span.toString()).doesNotContain("Wegener");
  }

  @Test
  void noneKeepsTokensAndModelAlone() throws Throwable {
    openWith(request -> CaptureMode.NONE);
    everything();

    assertThat(texts(tracing.ended("Service.answer")))
        .containsEntry("llm.token_count.completion", "7")
        .containsEntry("gen_ai.request.model", "gpt-4o")
        .doesNotContainKey("input.value")
        .doesNotContainKey("output.value")
        .doesNotContainKey("llm.input_messages.0.message.role");
  }

  @Test
  void noToolContentKeepsTheConversationButNotWhatToolsSee() throws Throwable {
    openWith(request -> CaptureMode.NO_TOOL_CONTENT);
    List<Map<String, Object>> messages =
        List.of(
            Map.of("role", "user", "content", "What is it?"),
            Map.of(
                "role",
                "assistant",
                "content",
                "I look.",
                "tool_calls",
                List.of(
                    Map.of(
                        "id",
                        "call-1",
                        "function",
                        Map.of("name", "search", "arguments", "{\"q\":\"" + TEXT + "\"}")))),
            Map.of("role", "tool", "tool_call_id", "call-1", "content", TEXT));
    call("answer", messages, "q", 3, "acme");
    call("tool", TEXT);
    raglan.rag().toolCall("search", Map.of("q", TEXT), TEXT);
    raglan.span("holds messages").input(messages).output(messages).start().end();

    assertThat(tracing.ended()).allMatch(span -> "no-tool-content".equals(mode(span)));
    SpanData answer = tracing.ended("Service.answer");
    assertThat(texts(answer))
        .containsEntry("llm.input_messages.0.message.content", "What is it?")
        .containsEntry("llm.input_messages.1.message.content", "I look.")
        .containsEntry("question", "q")
        .containsEntry("answer.text", TEXT);
    assertThat(String.valueOf(texts(answer).get("llm.input_messages.2.message.content")))
        .startsWith("<text");
    assertThat(texts(answer).get("input.value")).doesNotContain("Wegener");
    assertThat(texts(answer).get("gen_ai.input.messages")).doesNotContain("Wegener");
    assertThat(tracing.ended("Service.tool").toString()).doesNotContain("Wegener");
    assertThat(tracing.ended("tool_call").toString()).doesNotContain("Wegener");
    assertThat(tracing.ended("holds messages").toString()).doesNotContain("Wegener");
  }

  @Test
  void aDeciderIsAskedWithTheMethodAndTheTraceContext() throws Throwable {
    List<CaptureRequest> asked = new ArrayList<>();
    openWith(
        request -> {
          asked.add(request);
          return "acme".equals(request.traceContext().customerId()) ? CaptureMode.NONE : null;
        });
    TraceContext acme =
        TraceContext.builder()
            .customerId("acme")
            .customerUserId("u-1")
            .metadata("region", "eu")
            .build();
    try (Scope scope = acme.makeCurrent()) {
      call("nested", TEXT);
      raglan.generation("g").prompt(TEXT).start().end();
    }
    call("tool", "kept");

    assertThat(asked.get(0).method().getName()).isEqualTo("nested");
    assertThat(asked.get(0).spanName()).isEqualTo("Service.nested");
    assertThat(asked.get(0).traceContext().customerUserId()).isEqualTo("u-1");
    assertThat(asked.get(0).traceContext().metadata()).containsEntry("region", "eu");
    assertThat(asked.get(1).method()).isNull();
    assertThat(asked.get(1).spanType()).isEqualTo(SpanType.GENERATION);
    assertThat(mode(tracing.ended("Service.nested"))).isEqualTo("none");
    assertThat(mode(tracing.ended("g"))).isEqualTo("none");
    assertThat(texts(tracing.ended("Service.tool"))).containsEntry("input.value", "kept");
    assertThat(mode(tracing.ended("Service.tool"))).isNull();
  }

  @Test
  void aDeciderIsAskedWithWhatTheSpanItselfStates() {
    openWith(
        request ->
            "acme".equals(request.traceContext().customerId())
                ? CaptureMode.STRUCTURE
                : CaptureMode.FULL);
    for (String customer : List.of("acme", "other")) {
      try (ActiveTrace trace = raglan.trace(customer).customerId(customer).start()) {
        raglan.rag().custom(TEXT, TEXT);
        trace.output(TEXT);
      }
    }
    assertThat(texts(tracing.ended("acme")).toString()).doesNotContain(TEXT);
    assertThat(tracing.ended("acme").getEvents().toString()).doesNotContain(TEXT);
    assertThat(mode(tracing.ended("acme"))).isEqualTo("structure");
    assertThat(texts(tracing.ended("other"))).containsEntry("output.value", TEXT);
  }

  @Test
  void aDeciderIsAskedWithWhatTheArgumentsStateAndNothingElseIsReadBefore() throws Throwable {
    List<TraceContext> asked = new ArrayList<>();
    int reads = Watched.reads;
    openWith(
        request -> {
          asked.add(request.traceContext());
          return "acme".equals(request.traceContext().customerId()) ? CaptureMode.NONE : null;
        });
    TraceContext above = TraceContext.builder().customerId("above").sessionId("s-1").build();
    Map<String, Object> region = Map.of("region", "eu");
    try (Scope scope = above.makeCurrent()) {
      call("ofTenant", new Request("acme", TEXT), region, new Watched());
    }
    assertThat(Watched.reads).isEqualTo(reads);
    call("ofTenant", new Request("other", TEXT), region, new Watched());

    assertThat(asked.get(0).customerId()).isEqualTo("acme");
    assertThat(asked.get(0).sessionId()).isEqualTo("s-1");
    assertThat(asked.get(0).metadata()).containsEntry("region", "eu");
    assertThat(tracing.ended().get(0).toString()).doesNotContain("Wegener");
    assertThat(mode(tracing.ended().get(0))).isEqualTo("none");
    assertThat(texts(tracing.ended().get(0))).containsEntry("raglan.customer.id", "acme");
    assertThat(texts(tracing.ended().get(1))).containsEntry("output.value", TEXT);
  }

  @Test
  void aDeciderIsAskedWithWhatTheArgumentsStateOfWorkThatASubscriptionBegins() throws Throwable {
    openWith(
        request ->
            "acme".equals(request.traceContext().customerId()) ? CaptureMode.STRUCTURE : null);
    ((Flux<?>) call("fluxOfTenant", new Request("acme", TEXT))).blockLast();
    ((Flux<?>) call("fluxOfTenant", new Request("other", TEXT))).blockLast();

    assertThat(tracing.ended().get(0).toString()).doesNotContain("Wegener");
    assertThat(tracing.ended().get(1).toString()).contains("Wegener");
  }

  @Test
  void aDeciderIsNotToldAnArgumentThatIsMasked() throws Throwable {
    List<String> asked = new ArrayList<>();
    openWith(
        request -> {
          asked.add(request.traceContext().customerId());
          return null;
        });
    call("ofHidden", "acme", TEXT);

    assertThat(asked).containsExactly("***");
  }

  @Test
  void whatRunsBelowKeepsNoMoreThanWhatIsAbove() throws Throwable {
    openWith(request -> request.spanName().equals("Service.outer") ? CaptureMode.NONE : null);
    call("outer", TEXT);
    call("nested", "kept");

    assertThat(tracing.ended().stream().filter(span -> "none".equals(mode(span)))).hasSize(3);
    assertThat(tracing.ended().subList(0, 3))
        .noneMatch(span -> span.toString().contains("Wegener"));
    assertThat(texts(tracing.ended().get(3))).containsEntry("input.value", "kept");
  }

  @Test
  void aModeBelowCannotKeepMoreThanTheOneAbove() {
    openWith(request -> null);
    raglan
        .span("above")
        .capture(CaptureMode.STRUCTURE)
        .run(() -> raglan.span("below").capture(CaptureMode.FULL).input(TEXT).run(() -> {}));
    raglan.span("beside").input("kept").run(() -> {});

    assertThat(mode(tracing.ended("below"))).isEqualTo("structure");
    assertThat(tracing.ended("below").toString()).doesNotContain("Wegener");
    assertThat(texts(tracing.ended("beside"))).containsEntry("input.value", "kept");
  }

  @Test
  void aSpanMayKeepMoreThanIsConfigured() {
    open(CaptureMode.STRUCTURE, null);
    raglan
        .span("allowed")
        .capture(CaptureMode.FULL)
        .input("kept")
        .run(() -> raglan.span("below").input("kept").run(() -> {}));

    assertThat(texts(tracing.ended("allowed"))).containsEntry("input.value", "kept");
    assertThat(texts(tracing.ended("below"))).containsEntry("input.value", "kept");
  }

  @Test
  void aDeciderThatThrowsCountsAsStructure() throws Throwable {
    openWith(
        request -> {
          throw new StackOverflowError();
        });
    assertThat(call("nested", TEXT)).isEqualTo(TEXT);
    raglan.span("s").input(TEXT).run(() -> {});

    assertThat(tracing.ended()).hasSize(2).allMatch(span -> "structure".equals(mode(span)));
    assertThat(tracing.ended()).noneMatch(span -> span.toString().contains("Wegener"));
  }

  @Test
  void aDeciderMayCallTracedMethods() throws Throwable {
    openWith(
        request -> {
          quietly("nested", "asked");
          return CaptureMode.STRUCTURE;
        });
    call("tool", TEXT);
    raglan.span("s").run(() -> {});

    assertThat(tracing.ended()).hasSize(2);
  }

  @Test
  void aResultThatIsSubscribedToWhereLessIsKeptIsKeptSo() throws Throwable {
    openWith(null);
    Mono<?> assembled = (Mono<?>) call("mono", TEXT);
    raglan.span("strict").capture(CaptureMode.NONE).run(assembled::block);

    assertThat(tracing.ended()).hasSize(3);
    assertThat(tracing.ended()).noneMatch(span -> span.toString().contains("Wegener"));
  }

  @Test
  void whatIsSetOnAnotherSpanFollowsItsMode() {
    openWith(null);
    ActiveSpan strict = raglan.span("strict").capture(CaptureMode.STRUCTURE).startDetached();
    Span span = strict.openTelemetrySpan();
    raglan.rag().on(span).query(TEXT, TEXT, TEXT);
    strict.attribute("own", TEXT).attribute("count", 3).output(TEXT);
    strict.recordException(new IllegalStateException(TEXT));
    strict.end();

    assertThat(tracing.ended("strict").toString()).doesNotContain("Wegener");
    assertThat(texts(tracing.ended("strict"))).containsEntry("count", "3");
  }

  @Test
  void aDeciderIsAskedForWhatIsSetOnSpansOfOtherLibraries() {
    List<CaptureRequest> asked = new ArrayList<>();
    openWith(
        request -> {
          asked.add(request);
          return "acme".equals(request.traceContext().customerId()) ? CaptureMode.STRUCTURE : null;
        });
    for (String customer : List.of("acme", "other")) {
      Span foreign = tracing.other().spanBuilder("request of " + customer).startSpan();
      TraceContext context = TraceContext.builder().customerId(customer).build();
      try (Scope scope = foreign.makeCurrent();
          Scope inside = context.makeCurrent()) {
        raglan.currentSpan().input(TEXT).attribute("note", TEXT);
        raglan.currentSpan().recordException(new IllegalStateException(TEXT));
        raglan.rag().query(TEXT, TEXT, TEXT);
        raglan.feedback().text(TEXT);
      }
      foreign.end();
    }

    assertThat(tracing.ended("request of acme").toString()).doesNotContain("Wegener");
    assertThat(mode(tracing.ended("request of acme"))).isEqualTo("structure");
    assertThat(texts(tracing.ended("request of other"))).containsEntry("note", TEXT);
    assertThat(asked.get(0).spanName()).isEqualTo("request of acme");
  }

  @Test
  void aDeciderIsNotAskedAgainForWhatIsSetOnACall() throws Throwable {
    List<String> asked = new ArrayList<>();
    openWith(
        request -> {
          asked.add(request.spanName());
          return null;
        });
    raglan
        .span("own")
        .run(
            () -> {
              raglan.currentSpan().input(TEXT);
              try (Scope scope = tracing.other().spanBuilder("jdbc").startSpan().makeCurrent()) {
                raglan.currentSpan().attribute("rows", 3);
              }
            });
    call("nested", TEXT);
    call("outer", TEXT);

    assertThat(asked)
        .containsExactly("own", "Service.nested", "Service.outer", "facade", "Service.nested");
  }

  @Test
  void whatIsSaidLaterOfATraceIsDecidedOnAsWell() {
    openWith(
        request ->
            "acme".equals(request.traceContext().customerId()) ? CaptureMode.STRUCTURE : null);
    ActiveSpan strict = raglan.span("strict").capture(CaptureMode.NONE).startDetached();
    strict.end();
    SpanUpdate update =
        SpanUpdate.create()
            .attribute("note", TEXT)
            .attribute("count", 3)
            .input(TEXT)
            .field(Field.RESPONSE, TEXT);
    strict.update(update);
    raglan.feedback().forSpan(strict).text(TEXT);
    try (Scope scope = TraceContext.builder().customerId("acme").build().makeCurrent()) {
      raglan.updateTrace(strict.traceId(), update);
      raglan.updateSpan(strict.traceId(), strict.spanId(), update);
      raglan.updateReference("r-1", update);
      raglan.feedback().forTrace(strict.traceId()).text(TEXT);
      raglan.feedback().forReference("r-1").text(TEXT);
      raglan.feedback().forSession("s-1").text(TEXT);
      raglan.feedback().text(TEXT);
    }

    assertThat(tracing.ended()).hasSize(10).noneMatch(span -> span.toString().contains("Wegener"));
    assertThat(tracing.ended()).allMatch(span -> mode(span) != null);
    assertThat(tracing.ended("update").toString()).doesNotContain("count");
    assertThat(tracing.ended().get(3).toString()).contains("{\"count\":3}");
  }

  @Test
  void spansOfOtherLibrariesKeepTheTraceContext() {
    openWith(request -> CaptureMode.NONE);
    try (Scope scope = TraceContext.builder().sessionId("s-1").build().makeCurrent()) {
      raglan.span("s").run(() -> tracing.other().spanBuilder("jdbc").startSpan().end());
    }

    assertThat(texts(tracing.ended("jdbc")))
        .containsEntry("session.id", "s-1")
        .doesNotContainKey(MODE);
    assertThat(texts(tracing.ended("s"))).containsEntry("session.id", "s-1");
  }

  @Test
  void untracedWorkLeavesNoSpanAndNothingOnTheOneAbove() throws Throwable {
    openWith(null);
    raglan
        .trace("above")
        .run(
            () -> {
              String result =
                  raglan.untraced(
                      () -> {
                        raglan.span("s").input(TEXT).run(() -> {});
                        raglan.currentSpan().input(TEXT).attribute("a", TEXT);
                        raglan.currentTrace().output(TEXT);
                        raglan.rag().query(TEXT, TEXT, TEXT);
                        tracing.other().spanBuilder("jdbc").startSpan().end();
                        return (String) quietly("outer", TEXT);
                      });
              assertThat(result).isEqualTo(TEXT);
              raglan.span("after").run(() -> {});
            });

    assertThat(tracing.ended()).extracting(SpanData::getName).containsExactly("after", "above");
    assertThat(tracing.ended()).noneMatch(span -> span.toString().contains("Wegener"));
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void untracedWorkThrowsWhatItThrows() {
    openWith(null);
    IllegalStateException thrown = new IllegalStateException("boom");
    assertThatThrownBy(
            () ->
                raglan.untraced(
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
    raglan.span("after").run(() -> {});

    assertThat(tracing.ended()).hasSize(1);
  }
}
