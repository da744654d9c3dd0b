package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.contract.weaver.RecordedTracing;
import dev.raglan.contract.weaver.Weaver;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The threads that calls run on, after the calls. */
abstract class ThreadContract extends ContractGroup {

  private static final int CALLS = 100_000;
  private static final int THREADS = 4;

  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

  ThreadContract(Weaver weaver) {
    super(weaver);
  }

  @AfterEach
  void closePool() throws InterruptedException {
    pool.shutdownNow();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private Steps steps() {
    return traced(Steps.class, TracedSteps::new);
  }

  @Test
  void leavesTheRootContextAfterAHundredThousandCalls() {
    use(RecordedTracing.sampled(Sampler.traceIdRatioBased(0.01)));
    Steps steps = steps();

    for (int i = 0; i < CALLS; i++) {
      callOneWayOrAnother(steps, i);
    }

    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void leavesTheRootContextOnPooledThreads() throws Exception {
    use(RecordedTracing.sampled(Sampler.traceIdRatioBased(0.01)));
    Steps steps = steps();

    List<Context> after = onAllThreads(() -> contextAfterCalls(steps));

    assertThat(after).containsOnly(Context.root());
  }

  private static Context contextAfterCalls(Steps steps) {
    for (int i = 0; i < CALLS / THREADS; i++) {
      callOneWayOrAnother(steps, i);
    }
    return Context.current();
  }

  private static void callOneWayOrAnother(Steps steps, int i) {
    try {
      steps.<String>outer(
          () -> {
            if (i % 3 == 0) {
              throw new IllegalStateException("boom");
            }
            return steps.leaf();
          });
    } catch (IllegalStateException expected) {
      // Every third call throws.
    }
  }

  private <T> List<T> onAllThreads(Callable<T> task) throws Exception {
    List<Callable<T>> tasks = Stream.generate(() -> task).limit(THREADS).toList();
    List<T> results = new ArrayList<>();
    for (Future<T> each : pool.invokeAll(tasks)) {
      results.add(each.get());
    }
    return results;
  }

  @Test
  void leavesTheRootContextWhereResultsComplete() throws Exception {
    Later later = traced(Later.class, TracedLater::new);
    List<CompletableFuture<String>> futures = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      futures.add(later.completable(() -> CompletableFuture.supplyAsync(() -> "done", pool)));
      later.mono(() -> Mono.just("done")).block();
    }
    CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

    // A future may complete for others before it does for its span.
    await().untilAsserted(() -> assertThat(tracing().names()).hasSize(2_000));
    assertThat(onAllThreads(Context::current)).containsOnly(Context.root());
  }

  @Test
  void keepsConcurrentTracesApart() throws Exception {
    Steps steps = steps();

    onAllThreads(
        () -> {
          for (int i = 0; i < 100; i++) {
            steps.<String>outer(steps::leaf);
          }
          return null;
        });

    assertThat(spans()).hasSize(2 * 100 * THREADS);
    Set<String> traces = new HashSet<>(spans().stream().map(SpanData::getTraceId).toList());
    assertThat(traces).hasSize(100 * THREADS);
    Set<String> outer =
        new HashSet<>(
            spans().stream()
                .filter(s -> s.getName().equals("outer"))
                .map(SpanData::getSpanId)
                .toList());
    assertThat(spans())
        .filteredOn(s -> s.getName().equals("leaf"))
        .allSatisfy(s -> assertThat(outer).contains(s.getParentSpanId()));
  }

  @Test
  void nestsOnAnotherThreadThatTheContextTravelsTo() throws Exception {
    Steps steps = steps();

    steps.outer(
        () -> {
          Callable<String> there = Context.current().wrap((Callable<String>) steps::leaf);
          return onPool(there);
        });

    assertThat(span("leaf")).hasParent(span("outer"));
    assertThat(onAllThreads(Context::current)).containsOnly(Context.root());
  }

  private <T> T onPool(Callable<T> task) {
    try {
      return pool.submit(task).get();
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }
}
