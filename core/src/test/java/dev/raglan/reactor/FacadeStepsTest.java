package dev.raglan.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.invoke.Invocation;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Spans of the facade above and below annotated methods. */
class FacadeStepsTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(TraceContextProcessor.create())
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();

  @AfterEach
  void nothingIsLeftOnTheThread() {
    sdk.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  private SpanData ended(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static final class Annotated {

    @Traced("ask")
    void ask(
        @Bind(Field.SESSION_ID) Object session,
        @Bind(Field.TAGS) String[] tags,
        @Bind(Field.CUSTOM_ATTRIBUTES) Map<String, ?> metadata) {}

    @Traced("plain")
    void plain() {}
  }

  private void call(String name, Callable<?> body, @Nullable Object... arguments) throws Throwable {
    Method method =
        java.util.Arrays.stream(Annotated.class.getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    InvocationTracer.of(raglan)
        .around(
            new Invocation() {
              @Override
              public Method method() {
                return method;
              }

              @Override
              public Class<?> targetClass() {
                return Annotated.class;
              }

              @Override
              public Object target() {
                return FacadeStepsTest.this;
              }

              @Override
              public @Nullable Object[] arguments() {
                return arguments;
              }

              @Override
              public boolean proxied() {
                return false;
              }

              @Override
              public Object proceed() throws Throwable {
                return body.call();
              }
            });
  }

  private Object startOther() {
    sdk.getTracer("other").spanBuilder("other").startSpan().end();
    return "";
  }

  @Test
  void whatIsBoundOnTheCallThatOpensATraceIsHandedDown() throws Throwable {
    call("ask", this::startOther, 42, new String[] {"a"}, Map.of("tier", "gold"));

    assertThat(ended("other").getAttributes().get(OpenInference.SESSION_ID)).isEqualTo("42");
    assertThat(ended("other").getAttributes().get(OpenInference.TAGS)).containsExactly("a");
    assertThat(ended("other").getAttributes().get(OpenInference.METADATA))
        .isEqualTo("{\"tier\":\"gold\"}");
    assertThat(ended("ask").getAttributes().get(OpenInference.SESSION_ID)).isEqualTo("42");
  }

  @Test
  void ofWhatIsBoundBelowTheRootTheSessionIsHandedDownAndTheTagsAreNot() throws Throwable {
    try (ActiveTrace trace = raglan.trace("trace").tags("t").start()) {
      call("ask", this::startOther, "s-1", new String[] {"a"}, Map.of());
    }

    assertThat(ended("other").getAttributes().get(OpenInference.SESSION_ID)).isEqualTo("s-1");
    assertThat(ended("other").getAttributes().get(OpenInference.TAGS)).containsExactly("t");
    assertThat(ended("ask").getAttributes().get(OpenInference.TAGS)).containsExactly("t", "a");
  }

  @Test
  void anAnnotatedCallIsFoundAsCurrentSpanAndAsCurrentTrace() throws Throwable {
    call(
        "plain",
        () -> {
          raglan.currentSpan().attribute("on", "span").end();
          raglan.currentTrace().attribute("at", "trace").end();
          raglan.span("inner").start().end();
          return "";
        });

    assertThat(ended("plain").getAttributes().asMap().values()).contains("span", "trace");
    assertThat(ended("inner").getParentSpanId()).isEqualTo(ended("plain").getSpanId());
  }

  @Test
  void anAnnotatedCallBelowTheFacadeNestsAndTheFacadeBelowItToo() throws Throwable {
    try (ActiveTrace trace = raglan.trace("trace").start()) {
      call(
          "plain",
          () -> raglan.currentTrace().attribute("from", "below").span("inner").start().end());
    }

    assertThat(ended("plain").getParentSpanId()).isEqualTo(ended("trace").getSpanId());
    assertThat(ended("trace").getAttributes().asMap().values()).contains("below");
  }

  @Test
  void anAnnotatedCallDoesNotHangBelowATraceThatEndedOnAnotherThread() throws Throwable {
    ActiveTrace trace = raglan.trace("trace").start();
    Thread other = new Thread(trace::close);
    other.start();
    other.join();

    call("plain", () -> "");

    assertThat(ended("plain").getTraceId()).isNotEqualTo(trace.traceId());
  }

  @Test
  void aFluxHasAStepForEachSubscriptionAndNoneBefore() {
    Flux<String> flux = TracedPublishers.follow(raglan.generation("g"), Flux.just("a", "b"));
    assertThat(exporter.getFinishedSpanItems()).isEmpty();

    flux.blockLast();
    flux.blockLast();

    assertThat(exporter.getFinishedSpanItems()).hasSize(2);
    assertThat(ended("g").getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("ab");
    assertThat(ended("g").getAttributes().get(RaglanAttributes.STREAM_CHUNKS)).isEqualTo(2);
    assertThat(ended("g").getAttributes().get(RaglanAttributes.STATUS)).isNull();
  }

  @Test
  void aCancelledFluxKeepsWhatWasStreamed() {
    TracedPublishers.follow(raglan.span("s"), Flux.just("a", "b", "c")).take(1).blockLast();

    assertThat(ended("s").getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("a");
    assertThat(ended("s").getAttributes().get(RaglanAttributes.STATUS)).isEqualTo("canceled");
  }

  @Test
  void aMonoEndsItsStepWithItsValueInTheTraceItWasAssembledIn() {
    try (ActiveTrace trace = raglan.trace("trace").start()) {
      Mono<Boolean> mono = Mono.fromCallable(() -> Span.current().isRecording());
      assertThat(TracedPublishers.follow(raglan.span("s"), mono).block()).isTrue();
    }

    assertThat(ended("s").getParentSpanId()).isEqualTo(ended("trace").getSpanId());
    assertThat(ended("s").getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("true");
  }

  @Test
  void aFlowPublisherThatFailsFailsItsStep() throws Exception {
    try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
      var result =
          JdkFlowAdapter.flowPublisherToFlux(
                  raglan.span("s").<Flow.Publisher<String>>follow(publisher))
              .collectList()
              .toFuture();
      publisher.submit("a");
      publisher.closeExceptionally(new IllegalStateException("broken"));
      assertThat(result)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .withMessageContaining("broken");
    }

    assertThat(ended("s").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }
}
