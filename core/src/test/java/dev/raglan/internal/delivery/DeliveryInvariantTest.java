package dev.raglan.internal.delivery;

import static dev.raglan.internal.delivery.Producing.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order: produced = exported + dropped + queued. */
class DeliveryInvariantTest {

  private static final Queue<DeliveryStats> UNBALANCED = new ConcurrentLinkedQueue<>();
  private static final String TEXT = "x".repeat(30_000);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void everySpanIsAccountedFor(long seed) throws Exception {
    Random random = new Random(seed);
    int targets = 1 + random.nextInt(3);
    ScriptedExporter[] exporters = new ScriptedExporter[targets];
    for (int i = 0; i < targets; i++) {
      exporters[i] = moody("target " + i, random.nextLong());
    }
    DeliverySettings.Builder settings =
        DeliverySettings.builder()
            .maxQueueBytes(1 << 20)
            .maxQueueSpans(50 + random.nextInt(500))
            .batchSize(1 + random.nextInt(50))
            .interval(Duration.ofMillis(1 + random.nextInt(20)))
            .timeout(Duration.ofMillis(1 + random.nextInt(20)));
    Producing producing = Producing.to(settings, exporters);
    AtomicLong produced = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      long threadSeed = random.nextLong();
      threads.add(new Thread(() -> live(producing, new Random(threadSeed), produced)));
    }
    threads.forEach(Thread::start);
    boolean closesEarly = random.nextBoolean();
    if (closesEarly) {
      producing.delivery.close(Duration.ofMillis(1 + random.nextInt(50)));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    FlushResult last = producing.delivery.close(LONG);

    assertThat(producing.stats().queued()).isZero();
    assertThat(producing.stats().dropped(DropReason.INTERNAL_ERROR)).isZero();
    producing.assertAccountedFor(produced.get());
    assertThat(UNBALANCED).isEmpty();
    assertThat(last.left() > 0).isEqualTo(isAbandoned(producing.stats()));
  }

  /** At any moment, not only at the end. */
  private static void assertBalanced(DeliveryStats stats) {
    if (stats.exported() + stats.dropped() + stats.queued() != stats.produced()) {
      UNBALANCED.add(stats);
    }
  }

  private static boolean isAbandoned(DeliveryStats stats) {
    return stats.dropped(DropReason.ABANDONED_AT_SHUTDOWN) > 0;
  }

  /** Answers at once or later, well or badly, or not at all. */
  private static ScriptedExporter moody(String name, long seed) {
    Random random = new Random(seed);
    return ScriptedExporter.of(
        name,
        spans ->
            switch (random.nextInt(6)) {
              case 0 -> CompletableResultCode.ofFailure();
              case 1 -> new CompletableResultCode();
              case 2 -> throw new IllegalStateException("moody");
              case 3 -> later(random.nextBoolean());
              case 4 -> slow();
              default -> CompletableResultCode.ofSuccess();
            });
  }

  private static CompletableResultCode slow() {
    LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
    return CompletableResultCode.ofSuccess();
  }

  private static CompletableResultCode later(boolean success) {
    CompletableResultCode code = new CompletableResultCode();
    new Thread(
            () -> {
              if (success) {
                code.succeed();
              } else {
                code.fail();
              }
            })
        .start();
    return code;
  }

  /** Ends spans large and small, and now and then flushes or interrupts. */
  private static void live(Producing producing, Random random, AtomicLong produced) {
    for (int i = 0; i < 500; i++) {
      Span span = producing.start("span");
      if (random.nextInt(10) == 0) {
        span.setAttribute("text", TEXT);
      }
      span.end();
      produced.incrementAndGet();
      switch (random.nextInt(200)) {
        case 0 -> producing.delivery.flush(Duration.ofMillis(1 + random.nextInt(20)));
        case 1 -> producing.delivery.forceFlush();
        case 2 -> Producing.deliveryThreads().forEach(Thread::interrupt);
        case 3 -> assertBalanced(producing.stats());
        default -> {}
      }
    }
  }
}
