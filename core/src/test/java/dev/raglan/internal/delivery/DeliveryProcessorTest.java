package dev.raglan.internal.delivery;

import static dev.raglan.internal.delivery.Producing.LONG;
import static dev.raglan.internal.delivery.Producing.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeliveryProcessorTest {

  private final ScriptedExporter exporter = ScriptedExporter.healthy("memory");

  @Test
  void exportsAFullBatchAtOnce() {
    try (Producing producing = Producing.to(patient().batchSize(3), exporter)) {
      producing.spans(7);
      await().until(() -> exporter.spans() == 6);
      assertThat(exporter.batches).extracting(Collection::size).containsExactly(3, 3);
      producing.assertAccountedFor(7);
    }
  }

  @Test
  void exportsWhatThereIsOnceTheIntervalIsOver() {
    DeliverySettings.Builder settings =
        DeliverySettings.builder().interval(Duration.ofMillis(20)).batchSize(100);
    try (Producing producing = Producing.to(settings, exporter)) {
      producing.spans(2);
      await().until(() -> exporter.spans() == 2);
    }
  }

  @Test
  void exportsABatchThatIsHeavyThoughItIsNotFull() {
    DeliverySettings.Builder settings = patient().maxQueueBytes(1 << 20);
    try (Producing producing = Producing.to(settings, exporter)) {
      for (int i = 0; i < 4; i++) {
        producing.start("heavy").setAttribute("text", "x".repeat(10_000)).end();
      }
      await().until(() -> exporter.spans() >= 2);
    }
  }

  @Test
  void keepsTheOrderInWhichSpansEnded() {
    try (Producing producing = Producing.to(patient().batchSize(7), exporter)) {
      producing.spans(40);
      producing.delivery.flush(LONG);
      assertThat(exporter.names()).hasSize(40).startsWith("span 0", "span 1").endsWith("span 39");
      assertThat(exporter.names())
          .isEqualTo(java.util.stream.IntStream.range(0, 40).mapToObj(i -> "span " + i).toList());
    }
  }

  @Test
  void flushesTheExporterAfterItsSpans() {
    try (Producing producing = Producing.to(patient(), exporter)) {
      producing.spans(5);
      assertThat(producing.delivery.flush(LONG)).isEqualTo(new FlushResult(true, 5, 0, 0));
      assertThat(exporter.flushes).hasValue(1);
      assertThat(producing.delivery.flush(LONG)).isEqualTo(new FlushResult(true, 0, 0, 0));
    }
  }

  @Test
  void tellsOfLossesThatCameBeforeTheFlush() {
    exporter.nowDoes(spans -> CompletableResultCode.ofFailure());
    try (Producing producing = Producing.to(patient().batchSize(2), exporter)) {
      producing.spans(2);
      await().until(() -> producing.stats().dropped(DropReason.EXPORT_FAILED) == 2);
      assertThat(producing.delivery.flush(LONG)).isEqualTo(new FlushResult(false, 0, 2, 0));
      assertThat(producing.delivery.flush(LONG)).isEqualTo(FlushResult.NOTHING);
    }
  }

  @Test
  void saysWhatIsLeftWhenAFlushRunsOutOfTime() {
    exporter.nowDoes(spans -> new CompletableResultCode());
    try (Producing producing = Producing.to(patient().batchSize(2), exporter)) {
      producing.spans(5);
      assertThat(producing.delivery.flush(Duration.ofMillis(20)))
          .isEqualTo(new FlushResult(false, 0, 0, 5));
    }
  }

  @Test
  void flushesWhileSpansKeepComing() throws Exception {
    try (Producing producing = Producing.to(patient(), exporter)) {
      CountDownLatch stop = new CountDownLatch(1);
      Thread producer =
          new Thread(
              () -> {
                while (stop.getCount() > 0) {
                  producing.spans(10);
                }
              });
      producer.start();
      for (int i = 0; i < 20; i++) {
        producing.start("marked " + i).end();
        assertThat(producing.delivery.flush(LONG).left()).isZero();
        if (producing.stats().dropped() == 0) {
          assertThat(exporter.names()).contains("marked " + i);
        }
      }
      stop.countDown();
      producer.join();
      producing.delivery.flush(LONG);
      producing.assertAccountedFor(producing.stats().produced());
    }
  }

  @Test
  void mapsForceFlushAndShutdownToTheTruth() {
    try (Producing producing = Producing.to(patient(), exporter)) {
      producing.spans(1);
      assertThat(joined(producing.provider.forceFlush()).isSuccess()).isTrue();
      exporter.nowDoes(spans -> CompletableResultCode.ofFailure());
      producing.spans(1);
      assertThat(joined(producing.provider.forceFlush()).isSuccess()).isFalse();
      producing.spans(1);
      assertThat(joined(producing.provider.shutdown()).isSuccess()).isFalse();
    }
  }

  private static CompletableResultCode joined(CompletableResultCode code) {
    return code.join(30, TimeUnit.SECONDS);
  }

  @Test
  void endsTheSpansThatNobodyAskedFor() {
    try (Producing producing = Producing.unsampledTo(exporter)) {
      producing.spans(10);
      assertThat(producing.delivery.flush(LONG)).isEqualTo(FlushResult.NOTHING);
      producing.assertAccountedFor(0);
    }
  }

  @Test
  void startsNoThreadBeforeTheFirstSpan() {
    Set<Thread> before = Producing.deliveryThreads();
    try (Producing producing = Producing.to(DeliverySettings.builder(), exporter)) {
      assertThat(producing.delivery.flush(LONG).complete()).isTrue();
      Span span = producing.start("open");
      assertThat(newThreads(before)).isEmpty();
      span.end();
      assertThat(newThreads(before)).extracting(Thread::getName).contains("raglan-delivery");
      assertThat(newThreads(before)).allMatch(Thread::isDaemon);
    }
    await().until(() -> newThreads(before).isEmpty());
  }

  private static Set<Thread> newThreads(Set<Thread> before) {
    Set<Thread> threads = new HashSet<>(Producing.deliveryThreads());
    threads.removeAll(before);
    return threads;
  }

  @Test
  void leavesNoThreadBehindInAThousandLives() {
    Set<Thread> before = Producing.deliveryThreads();
    for (int i = 0; i < 1_000; i++) {
      Producing producing = Producing.to(patient(), ScriptedExporter.healthy("memory"));
      producing.spans(1);
      assertThat(producing.delivery.close(LONG)).isEqualTo(new FlushResult(true, 1, 0, 0));
    }
    await().until(() -> newThreads(before).isEmpty());
  }

  @Test
  void refusesToDeliverToNobody() {
    assertThatThrownBy(() -> DeliveryProcessor.open(DeliverySettings.DEFAULT, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one target");
  }

  @Test
  void namesItsTargets() {
    try (Producing producing = Producing.to(patient(), exporter)) {
      assertThat(producing.delivery).hasToString("DeliveryProcessor{[memory]}");
    }
  }
}
