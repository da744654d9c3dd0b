package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is current, on which thread, and for how long. */
class CurrentSpanTest {

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();
  private final ExecutorService otherThread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    otherThread.shutdownNow();
  }

  @Test
  void traceAndSpanAreFoundFromAnywhereBelow() {
    try (ActiveTrace trace = raglan.trace("trace").start();
        ActiveSpan span = raglan.span("span").start()) {
      raglan.currentTrace().attribute("on", "trace").tags("t");
      raglan.currentSpan().attribute("on", "span").output("o");

      assertThat(raglan.currentTrace().referenceId()).isEqualTo(trace.referenceId());
      assertThat(raglan.currentSpan().referenceId()).isEqualTo(span.referenceId());
    }

    assertThat(FacadeTest.texts(tracing.ended("trace"))).containsEntry("on", "trace");
    assertThat(FacadeTest.texts(tracing.ended("span")))
        .containsEntry("on", "span")
        .containsEntry("output.value", "o");
  }

  @Test
  void theCurrentSpanCanBeEndedByWhoFindsIt() {
    raglan.trace("trace").start();

    String id = raglan.currentSpan().end();

    assertThat(FacadeTest.texts(tracing.ended("trace"))).containsEntry("raglan.reference_id", id);
  }

  @Test
  void anUpdateOfASpanThatOtherCodeHasEndedIsAChangeOfItsOwn() {
    Span other = tracing.other().spanBuilder("other").startSpan();
    ActiveSpan handle;
    try (Scope scope = other.makeCurrent()) {
      handle = raglan.currentSpan();
    }
    other.end();

    handle.update(SpanUpdate.create().attribute("tier", "gold"));
    handle.update(SpanUpdate.create());

    assertThat(tracing.ended("update").getTraceId()).isEqualTo(other.getSpanContext().getTraceId());
    assertThat(raglan.lateWrites()).isEqualTo(1);
  }

  @Test
  void aSpanOfAnotherLibraryIsWrittenToButNotEnded() {
    Span other = tracing.other().spanBuilder("other").startSpan();
    try (Scope scope = other.makeCurrent()) {
      try (ActiveSpan view = raglan.currentSpan()) {
        view.attribute("k", "v").tags("a").tags("b").input("in").output("out").sessionId("s-1");
        view.name("renamed").recordException(new IllegalStateException("broken"));
      }
      raglan.currentTrace().attribute("trace", true);
    }
    assertThat(tracing.ended()).isEmpty();
    other.end();

    assertThat(FacadeTest.texts(tracing.ended("renamed")))
        .containsEntry("k", "v")
        .containsEntry("trace", "true")
        .containsEntry("tag.tags", "[a, b]")
        .containsEntry("input.value", "in")
        .containsEntry("output.value", "out")
        .containsEntry("session.id", "s-1");
    assertThat(tracing.ended("renamed").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void whereNoSpanIsCurrentWhatIsSaidGoesNowhere() {
    ActiveSpan none = raglan.currentSpan().attribute("k", "v").output("o").tags("t");
    raglan.currentTrace().status("done").end();
    raglan.currentGeneration().model("m").end();

    assertThat(none.isRecording()).isFalse();
    assertThat(none.end()).isNull();
    assertThat(none.traceId()).isEqualTo("0".repeat(32));
    assertThat(tracing.ended()).isEmpty();
  }

  @Test
  void aDetachedSpanIsNotCurrent() {
    ActiveSpan span = raglan.span("span").startDetached();

    assertThat(Context.current()).isSameAs(Context.root());
    try (Scope scope = span.makeCurrent()) {
      raglan.span("child").start().end();
    }
    span.end();

    assertThat(tracing.ended("child").getParentSpanId()).isEqualTo(span.spanId());
  }

  @Test
  void stepsThatEndOutOfOrderLeaveNothingOnTheThread() {
    ActiveTrace first = raglan.trace("first").start();
    ActiveTrace second = raglan.trace("second").start();
    ActiveTrace third = raglan.trace("third").start();

    second.end();
    assertThat(raglan.currentTrace().spanId()).isEqualTo(third.spanId());
    first.end();
    third.end();

    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void aScopeOfAnotherLibraryInsideIsLeftAlone() {
    ActiveTrace trace = raglan.trace("trace").start();
    Span other = tracing.other().spanBuilder("other").startSpan();
    try (Scope scope = other.makeCurrent()) {
      trace.end();
      assertThat(Span.current()).isSameAs(other);
    }

    assertThat(raglan.currentSpan().isRecording()).isFalse();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void aTraceThatEndsOnAnotherThreadIsGoneFromItsOwn() throws Exception {
    ActiveTrace trace = raglan.trace("trace").start();
    otherThread.submit(trace::close).get();

    raglan.span("next").start().end();

    assertThat(tracing.ended("next").getTraceId()).isNotEqualTo(trace.traceId());
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void aTraceThatWasLeftOpenIsNoParentOfTheNext() throws Exception {
    Future<ActiveTrace> leftOpen = otherThread.submit(() -> raglan.trace("left open").start());
    Future<?> next = otherThread.submit(() -> raglan.trace("next").start().close());
    next.get();

    assertThat(tracing.ended("next").getTraceId()).isNotEqualTo(leftOpen.get().traceId());
    assertThat(tracing.ended("next").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void aSpanThatWasLeftOpenInWorkOfAnotherIsNotCurrentAfterIt() {
    raglan
        .span("work")
        .callAsync(
            () -> {
              raglan.span("left open").start();
              return new CompletableFuture<String>();
            });
    assertThat(Context.current()).isSameAs(Context.root());

    try (Scope scope = raglan.makeCurrent()) {
      raglan.span("left open").start();
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void twoThreadsMayWriteToOneSpan() throws Exception {
    ActiveSpan span = raglan.span("span").startDetached();
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int thread = 0; thread < 4; thread++) {
      int each = thread;
      threads.submit(
          () -> {
            go.await();
            for (int i = 0; i < 25; i++) {
              span.tags("t" + each + "-" + i).attribute("a" + each + "-" + i, i).output("o");
              span.span("child").startDetached().end();
            }
            return null;
          });
    }
    go.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    span.end();

    assertThat(FacadeTest.texts(tracing.ended("span"))).hasSizeGreaterThanOrEqualTo(100);
    assertThat(tracing.ended("span").getAttributes().get(dev.raglan.semconv.OpenInference.TAGS))
        .hasSize(100);
    assertThat(tracing.ended()).hasSize(101);
  }
}
