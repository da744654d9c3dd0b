package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scopes that wait for their threads. */
class ThreadScopesTest {

  private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().build();
  private final Raglan raglan = Raglan.builder(sdk).build();

  @AfterEach
  void close() {
    raglan.close();
    sdk.close();
  }

  private static void nothingWaits() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              System.gc();
              return ThreadScopes.waiting() == 0;
            });
  }

  @Test
  void nothingWaitsForAThreadThatHasEnded() throws Exception {
    nothingWaits();
    endsOnAnotherThread();

    nothingWaits();
  }

  /** Ends a span while its thread, which never comes by again, still runs. */
  private void endsOnAnotherThread() throws InterruptedException {
    AtomicReference<ActiveSpan> started = new AtomicReference<>();
    CountDownLatch starts = new CountDownLatch(1);
    CountDownLatch ends = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              started.set(raglan.span("left").start());
              starts.countDown();
              awaitQuietly(ends);
            });
    thread.start();
    starts.await();
    started.get().end();
    assertThat(ThreadScopes.waiting()).isPositive();
    ends.countDown();
    thread.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nothingWaitsForTheThreadOfAnAbandonedTrace() throws Exception {
    nothingWaits();
    Thread thread =
        new Thread(
            () -> {
              ActiveTrace unused = raglan.trace("dropped").start();
            });
    thread.start();
    thread.join();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              System.gc();
              return raglan.abandonedTraces() > 0;
            });

    nothingWaits();
  }

  @Test
  void aThreadThatComesByAgainClosesWhatWaitsForIt() throws Exception {
    nothingWaits();
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      ActiveSpan span = pool.submit(() -> raglan.span("left").start()).get();
      assertThat(pool.submit(Context::current).get()).isNotSameAs(Context.root());
      span.end();
      assertThat(ThreadScopes.waiting()).isPositive();

      pool.submit(() -> raglan.span("next").start().end()).get();

      assertThat(pool.submit(Context::current).get()).isSameAs(Context.root());
      assertThat(ThreadScopes.waiting()).isZero();
    } finally {
      pool.shutdownNow();
    }
  }
}
