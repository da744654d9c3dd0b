package dev.raglan.internal.delivery;

import static dev.raglan.internal.delivery.Producing.LONG;
import static dev.raglan.internal.delivery.Producing.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryFaultsTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  private final CountDownLatch gate = new CountDownLatch(1);
  private final ScriptedExporter healthy = ScriptedExporter.healthy("healthy");

  @AfterEach
  void openTheGate() {
    gate.countDown();
  }

  @Test
  void countsEveryDropOfSixteenThreadsBeforeAHungExporter() throws Exception {
    ScriptedExporter hung = ScriptedExporter.hung("hung", gate);
    try (Producing producing = Producing.to(DeliverySettings.builder(), hung)) {
      producing.spans(16, 5_000);

      DeliveryStats.Target stats = producing.stats("hung");
      assertThat(stats.queued()).isEqualTo(8_192);
      assertThat(stats.dropped(DropReason.QUEUE_FULL_SPANS)).isEqualTo(80_000 - 8_192);
      producing.assertAccountedFor(80_000);

      gate.countDown();
      producing.delivery.flush(LONG);
      assertThat(producing.stats("hung").exported()).isEqualTo(8_192);
      assertThat(hung.spans()).isEqualTo(8_192);
      assertThat(producing.stats().queuedBytes()).isZero();
    }
  }

  @Test
  void deliversEverythingToAHealthyTargetBesideAFailingOne() {
    ScriptedExporter failing = ScriptedExporter.failing("failing");
    try (Producing producing = Producing.to(patient().batchSize(64), failing, healthy)) {
      producing.spans(5_000);
      assertThat(producing.delivery.flush(LONG)).isEqualTo(new FlushResult(false, 5000, 5000, 0));
      assertThat(healthy.spans()).isEqualTo(5_000);
      assertThat(producing.stats("failing").dropped(DropReason.EXPORT_FAILED)).isEqualTo(5_000);
      producing.assertAccountedFor(5_000);
    }
  }

  @Test
  void deliversEverythingToAHealthyTargetBesideAHungOne() {
    ScriptedExporter hung = ScriptedExporter.hung("hung", gate);
    DeliverySettings.Builder settings = patient().batchSize(50).maxQueueSpans(1_000);
    try (Producing producing = Producing.to(settings, hung, healthy)) {
      for (int i = 1; i <= 60; i++) {
        producing.spans(50);
        int soFar = i * 50;
        await().pollInterval(Duration.ofMillis(1)).until(() -> healthy.spans() == soFar);
      }
      DeliveryStats.Target stats = producing.stats("hung");
      assertThat(stats.queued()).isBetween(450L, 550L);
      assertThat(stats.dropped(DropReason.QUEUE_FULL_SPANS)).isEqualTo(3_000 - stats.queued());
      assertThat(producing.stats("healthy").dropped()).isZero();
      producing.assertAccountedFor(3_000);
    }
  }

  @Test
  void survivesAnExporterThatThrowsErrors() {
    ScriptedExporter throwing =
        ScriptedExporter.of(
            "throwing",
            spans -> {
              throw new OutOfMemoryError("not really");
            });
    try (Producing producing = Producing.to(patient().batchSize(5), throwing)) {
      producing.spans(10);
      await().until(() -> producing.stats().dropped(DropReason.EXPORT_FAILED) == 10);
      throwing.nowDoes(spans -> CompletableResultCode.ofSuccess());
      producing.spans(5);
      await().until(() -> producing.stats().exported() == 5);
      producing.assertAccountedFor(15);
    }
  }

  @Test
  void survivesInterruptsOfItsThreads() {
    CompletableResultCode answer = new CompletableResultCode();
    AtomicInteger calls = new AtomicInteger();
    ScriptedExporter slow =
        ScriptedExporter.of(
            "slow",
            spans -> calls.getAndIncrement() == 0 ? answer : CompletableResultCode.ofSuccess());
    try (Producing producing = Producing.to(patient().batchSize(5), slow)) {
      producing.spans(5);
      await().until(() -> slow.spans() == 5);
      Producing.deliveryThreads().forEach(Thread::interrupt);
      producing.spans(5);
      answer.succeed();
      await().until(() -> producing.stats().exported() == 10);
      Producing.deliveryThreads().forEach(Thread::interrupt);
      producing.spans(5);
      await().until(() -> producing.stats().exported() == 15);
    }
  }

  @Test
  void givesUpAnExportThatIsNeverAnsweredAndGoesOn() {
    ScriptedExporter silent = ScriptedExporter.silent("silent");
    try (Producing producing = Producing.to(patient().batchSize(5).timeout(SHORT), silent)) {
      producing.spans(5);
      await().until(() -> producing.stats().dropped(DropReason.EXPORT_TIMEOUT) == 5);
      silent.nowDoes(spans -> CompletableResultCode.ofSuccess());
      // A thread that has no processor for so short a time is given up as well.
      await()
          .until(
              () -> {
                producing.spans(5);
                return producing.stats().exported() > 0;
              });
      producing.assertAccountedFor(producing.stats().produced());
    }
  }

  @Test
  void countsAnExportThatNeverReturnsAndCallsNoOtherMeanwhile() {
    ScriptedExporter hung = ScriptedExporter.hung("hung", gate);
    try (Producing producing = Producing.to(patient().batchSize(5).timeout(SHORT), hung)) {
      producing.spans(15);
      await().until(() -> producing.stats().dropped(DropReason.EXPORT_TIMEOUT) == 5);
      assertThat(producing.stats().queued()).isEqualTo(10);
      assertThat(producing.stats().queuedBytes()).as("it may still hold them").isPositive();
      gate.countDown();
      await().until(() -> producing.stats().queuedBytes() == 0);
      assertThat(hung.spans()).isEqualTo(15);
      producing.assertAccountedFor(15);
    }
  }

  @Test
  void interruptsAnExportThatDoesNotReturnInTime() {
    ScriptedExporter blocked =
        ScriptedExporter.of(
            "blocked",
            spans -> {
              try {
                gate.await();
              } catch (InterruptedException e) {
                return CompletableResultCode.ofFailure();
              }
              return CompletableResultCode.ofSuccess();
            });
    try (Producing producing = Producing.to(patient().batchSize(5).timeout(SHORT), blocked)) {
      producing.spans(15);
      await().until(() -> producing.stats().dropped(DropReason.EXPORT_TIMEOUT) == 15);
      assertThat(blocked.calls).hasValue(3);
      assertThat(Arrays.asList(blocked.thread.isAlive(), blocked.thread.isInterrupted()))
          .containsExactly(true, false);
    }
  }

  @Test
  void refusesMoreFlushesThanItCanRemember() {
    ScriptedExporter hung = ScriptedExporter.hung("hung", gate);
    try (Producing producing = Producing.to(patient(), hung)) {
      producing.spans(1);
      for (int i = 0; i < 64; i++) {
        assertThat(producing.delivery.forceFlush().isDone()).isFalse();
      }
      CompletableResultCode oneMore = producing.delivery.forceFlush();
      assertThat(oneMore.isDone()).isTrue();
      assertThat(oneMore.isSuccess()).isFalse();
    }
  }
}
