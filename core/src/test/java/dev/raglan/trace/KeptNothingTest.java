package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.export.TraceLog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** Contexts and threads that outlive a span keep nothing of it. */
class KeptNothingTest {

  private static final int TURNS = 20;
  private static final int MANY_TURNS = 20_000;

  /** Keeps no span, other than an exporter. */
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build();

  private final Raglan raglan = Raglan.builder(sdk).build();
  private final List<WeakReference<Object>> kept = new ArrayList<>();

  /** An agent loop: each turn is scheduled in the context of the one before, which has ended. */
  private Context turn(Context before, int number) {
    try (Scope scope = before.makeCurrent();
        Scope own = TraceContext.builder().metadata("turn", number).build().makeCurrent()) {
      ActiveSpan span = raglan.span("turn " + number).input(input(number)).startDetached();
      span.attribute("also", input(number)).end();
      return span.context();
    }
  }

  private Object input(int number) {
    String input = new StringBuilder("input of turn ").append(number).toString();
    kept.add(new WeakReference<>(input));
    return input;
  }

  private void assertKeepsAtMost(int most) {
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(kept.stream().map(WeakReference::get).filter(Objects::nonNull))
                  .hasSizeLessThanOrEqualTo(most);
            });
  }

  @Test
  void aLoopThatSchedulesItselfKeepsNothingOfTheTurnsBefore() {
    Context last = Context.root();
    for (int i = 0; i < TURNS; i++) {
      last = turn(last, i);
    }

    assertKeepsAtMost(2); // The last span itself is in its context, as OpenTelemetry has it.
    assertThat(Span.fromContext(last).getSpanContext().isValid()).isTrue();
  }

  /** What an agent does in a turn; returns the context that the next one is scheduled in. */
  enum Turn {
    SPAN(
        raglan -> {
          try (ActiveSpan span = raglan.span("turn").input("question").start()) {
            return Context.current();
          }
        }),
    TRACE(
        raglan -> {
          try (ActiveTrace trace = raglan.trace("turn").sessionId("s-1").tags("t").start()) {
            return Context.current();
          }
        }),
    SPAN_IN_TRACE(
        raglan -> {
          try (ActiveTrace trace = raglan.trace("turn").sessionId("s-1").start();
              ActiveSpan span = raglan.span("step").start()) {
            return Context.current();
          }
        }),
    GENERATION(
        raglan -> {
          try (ActiveGeneration turn = raglan.generation("turn").model("gpt-4o").start()) {
            turn.response("answer");
            return Context.current();
          }
        }),
    EVENT(
        raglan -> {
          try (ActiveSpan span = raglan.span("turn").start()) {
            raglan.rag().custom("in", "out");
            raglan.params().register("size", 512);
            return Context.current();
          }
        }),
    MONO(
        raglan ->
            raglan.span("turn").<Mono<Context>>follow(Mono.fromCallable(Context::current)).block()),
    FUTURE(
        raglan -> {
          CompletableFuture<String> answer = new CompletableFuture<>();
          AtomicReference<Context> current = new AtomicReference<>();
          raglan.span("turn").callAsync(() -> later(answer, current)).complete("answer");
          return current.get();
        });

    private final Function<Raglan, Context> run;

    Turn(Function<Raglan, Context> run) {
      this.run = run;
    }

    private static CompletableFuture<String> later(
        CompletableFuture<String> answer, AtomicReference<Context> current) {
      current.set(Context.current());
      return answer;
    }

    private Context take(Raglan raglan, Context before) {
      try (Scope scope = before.makeCurrent()) {
        return run.apply(raglan);
      }
    }
  }

  /** Not even an empty object of each turn. */
  @ParameterizedTest
  @EnumSource
  void aLoopThatSchedulesItselfKeepsNoByteForATurn(Turn kind) {
    AtomicReference<Context> last = new AtomicReference<>(Context.root());
    take(MANY_TURNS / 10, kind, last);

    // What is kept of each turn is so of all; what else comes to the heap meanwhile comes once.
    await()
        .untilAsserted(
            () -> {
              long before = usedAfterCollection();
              take(MANY_TURNS, kind, last);
              assertThat((usedAfterCollection() - before) / MANY_TURNS).isLessThan(20);
            });
    assertThat(Span.fromContext(last.get()).getSpanContext().isValid()).isTrue();
  }

  private void take(int turns, Turn kind, AtomicReference<Context> last) {
    for (int i = 0; i < turns; i++) {
      last.set(kind.take(raglan, last.get()));
    }
  }

  /** Of four collections, as one in four closes the small gaps that the others leave. */
  private static long usedAfterCollection() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, used);
    }
    return least;
  }

  @Test
  void aTraceThatHasEndedIsReleasedByItsContext() {
    Context below = below();

    assertKeepsAtMost(1); // What is reused on a thread may hold the last text that it saw.
    assertThat(Span.fromContext(below).getSpanContext().isValid()).isTrue();
  }

  private Context below() {
    try (ActiveTrace trace = raglan.trace("trace").input(input(0)).start()) {
      raglan.rag().traceEvent(input(1), input(2), null);
      try (ActiveSpan span = raglan.span("span").start()) {
        raglan.rag().custom(input(3), input(4));
        return trace.context().with(Span.wrap(span.spanContext()));
      }
    }
  }

  @Test
  void aTraceThatIsDroppedLetsGoOfItsThread() {
    dropped();

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(raglan.abandonedTraces()).isEqualTo(2);
            });
    raglan.span("next", () -> assertThat(TraceContext.current()).isEqualTo(TraceContext.EMPTY));
    assertThat(Context.current()).isSameAs(Context.root());
    assertKeepsAtMost(1); // What is reused on a thread may hold the last text that it saw.
  }

  /** What counts it runs only at the next trace, which in a full heap never starts. */
  @Test
  void aTraceThatIsDroppedGoesWithItsContentBeforeAnybodyLooks() {
    raglan.trace("dropped").input(input(0)).startDetached();

    assertKeepsAtMost(0);
    // A thread of the virtual machine's tells of it, after the collection.
    await().untilAsserted(() -> assertThat(raglan.abandonedTraces()).isEqualTo(1));
  }

  /** Two requests on one thread, neither of which ends its trace. */
  private void dropped() {
    raglan.trace("first").sessionId("s-1").input(input(0)).start();
    raglan.trace("second").metadata(Map.of("k", "v")).input(input(1)).start();
  }

  private record Question(String text, List<String> tags) {}

  private static WeakReference<Object> used(Raglan instance) {
    try (instance) {
      instance
          .trace("trace")
          .input(new Question("why", new ArrayList<>(List.of("a"))))
          .start()
          .close();
      instance.span("mono").<Mono<String>>follow(Mono.just("a")).block();
      instance.span("future").follow(new CompletableFuture<String>());
      return new WeakReference<>(instance);
    }
  }

  @Test
  void instancesThatWereUsedAndClosedAreCollected() {
    for (int i = 0; i < TURNS; i++) {
      kept.add(used(Raglan.builder(sdk).build()));
      kept.add(used(Raglan.builder(sdk).buildGlobal()));
      kept.add(used(Raglan.builder().exportTo(TraceLog.to(new StringBuilder())).build()));
    }

    assertKeepsAtMost(0);
  }
}
