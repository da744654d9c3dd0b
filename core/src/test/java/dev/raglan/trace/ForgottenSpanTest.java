package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans that a task starts and forgets, on a thread of a pool that runs other tasks next. */
class ForgottenSpanTest {

  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build();
  private final Raglan raglan = Raglan.builder(sdk).build();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    pool.shutdownNow();
    raglan.close();
    sdk.close();
  }

  static Stream<Arguments> tasks() {
    return Stream.of(
        task("a trace", raglan -> raglan.trace("trace").start()),
        task("a span", raglan -> raglan.span("span").start()),
        task("a generation", raglan -> raglan.generation("generation").start()),
        task("a span of a trace", raglan -> raglan.trace("trace").start().span("span").start()),
        task(
            "spans below each other",
            raglan -> {
              raglan.trace("trace").start();
              raglan.span("span").start();
              raglan.generation("generation").start();
            }),
        task(
            "a span whose trace was forgotten by an earlier task",
            raglan -> {
              raglan.trace("trace").start();
              raglan.span("ended").start().close();
              raglan.span("span").start();
            }));
  }

  private static Arguments task(String name, Consumer<Raglan> task) {
    return Arguments.of(name, task);
  }

  private void run(Runnable task) throws Exception {
    Future<?> done = pool.submit(task);
    done.get();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tasks")
  void isNotAboveLaterTasksOnceNobodyCanEndIt(String name, Consumer<Raglan> task) throws Exception {
    run(() -> task.accept(raglan));

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(pool.submit(this::next).get()).isSameAs(Context.root());
            });
    assertThat(raglan.abandonedTraces()).isEqualTo(1);
  }

  /** Returns the context that a later task leaves. */
  private Context next() {
    raglan.span("next", () -> {});
    return Context.current();
  }

  @Test
  void isCurrentWhileItsOwnHandleIsUsed() throws Exception {
    run(
        () -> {
          ActiveSpan span = raglan.trace("trace").start().span("span").start();
          String spanId = span.spanId();
          for (int i = 0; i < 5; i++) {
            System.gc();
            raglan.trace("other").startDetached().end();
          }
          assertThat(raglan.abandonedTraces()).isZero();
          assertThat(Span.current().getSpanContext().getSpanId()).isEqualTo(spanId);
          span.end();
        });
  }

  @Test
  void isNotAbandonedWhileItIsUsedAsAGeneration() throws Exception {
    run(
        () -> {
          ActiveGeneration generation = raglan.trace("trace").start().asGeneration();
          for (int i = 0; i < 5; i++) {
            System.gc();
            raglan.trace("other").startDetached().end();
          }
          assertThat(raglan.abandonedTraces()).isZero();
          generation.end();
        });
  }
}
