package dev.raglan.internal.delivery;

import static dev.raglan.internal.delivery.Producing.LONG;
import static dev.raglan.internal.delivery.Producing.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeliveryCloseTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void deliversWhatHasEndedAndClosesTheExporter() {
    ScriptedExporter exporter = ScriptedExporter.healthy("memory");
    Producing producing = Producing.to(patient(), exporter);
    producing.spans(10);

    assertThat(producing.delivery.close(LONG)).isEqualTo(new FlushResult(true, 10, 0, 0));

    assertThat(exporter.shutdowns).hasValue(1);
    producing.assertAccountedFor(10);
  }

  @Test
  void saysTheSameWhenClosedAgain() {
    ScriptedExporter exporter = ScriptedExporter.failing("memory");
    Producing producing = Producing.to(patient(), exporter);
    producing.spans(3);

    FlushResult first = producing.delivery.close(LONG);

    assertThat(first).isEqualTo(new FlushResult(false, 0, 3, 0));
    assertThat(producing.delivery.close(LONG)).isEqualTo(first);
    assertThat(exporter.shutdowns).hasValue(1);
  }

  @Test
  void dropsAndCountsSpansThatEndLater() {
    Producing producing = Producing.to(patient(), ScriptedExporter.healthy("memory"));
    Span late = producing.start("late");
    producing.spans(1);
    producing.delivery.close(LONG);

    late.end();

    assertThat(producing.stats("memory").dropped(DropReason.CLOSED)).isEqualTo(1);
    producing.assertAccountedFor(2);
    assertThat(producing.delivery.flush(LONG)).isEqualTo(new FlushResult(false, 0, 1, 0));
  }

  @Test
  void givesUpAHungExporterInTimeAndSaysWhatWasLost() {
    ScriptedExporter hung = ScriptedExporter.hung("hung", gate);
    ScriptedExporter healthy = ScriptedExporter.healthy("healthy");
    Producing producing = Producing.to(patient().batchSize(5), hung, healthy);
    producing.spans(35);
    await().until(() -> producing.stats("healthy").exported() == 35);

    FlushResult result = producing.delivery.close(SHORT);

    assertThat(result).isEqualTo(new FlushResult(false, 35, 0, 35));
    assertThat(producing.stats("hung").dropped(DropReason.ABANDONED_AT_SHUTDOWN)).isEqualTo(35);
    assertThat(producing.stats("healthy").exported()).isEqualTo(35);
    producing.assertAccountedFor(35);
    gate.countDown();
    await().until(() -> !hung.thread.isAlive());
    producing.assertAccountedFor(35);
    assertThat(producing.stats().queuedBytes()).isZero();
  }

  @Test
  void waitsForAnExportThatIsUnderWay() {
    CompletableResultCode answer = new CompletableResultCode();
    ScriptedExporter slow = ScriptedExporter.of("slow", spans -> answer);
    Producing producing = Producing.to(patient().batchSize(2), slow);
    producing.spans(2);
    await().until(() -> slow.spans() == 2);
    new Thread(answer::succeed).start();

    assertThat(producing.delivery.close(LONG)).isEqualTo(new FlushResult(true, 2, 0, 0));
  }

  @Test
  void closesThoughTheExporterNeverDoes() {
    CountDownLatch never = gate;
    ExportTarget target =
        ExporterThat.shutsDown(
            () -> {
              ScriptedExporter.awaitUninterruptibly(never);
              return CompletableResultCode.ofSuccess();
            });
    Producing producing = Producing.to(patient().batchSize(1), target);
    producing.spans(1);
    await().until(() -> producing.stats().exported() == 1);

    FlushResult result = producing.delivery.close(SHORT);

    assertThat(result).isEqualTo(new FlushResult(false, 1, 0, 0));
    never.countDown();
  }

  @Test
  void deliversThoughTheClosingThreadWasInterrupted() {
    Producing producing = Producing.to(patient(), ScriptedExporter.healthy("memory"));
    producing.spans(4);
    Thread.currentThread().interrupt();

    FlushResult result = producing.delivery.close(LONG);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isEqualTo(new FlushResult(true, 4, 0, 0));
  }

  @Test
  void saysTheSameToAllThatCloseAtOnce() throws Exception {
    CompletableResultCode answer = new CompletableResultCode();
    ScriptedExporter slow = ScriptedExporter.of("slow", spans -> answer);
    Producing producing = Producing.to(patient().batchSize(2), slow);
    producing.spans(2);
    await().until(() -> slow.spans() == 2);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<FlushResult>> results = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      results.add(threads.submit(() -> producing.delivery.close(LONG)));
    }
    answer.succeed();

    for (Future<FlushResult> result : results) {
      assertThat(result.get()).isEqualTo(new FlushResult(true, 2, 0, 0));
    }
    assertThat(slow.shutdowns).hasValue(1);
    threads.shutdown();
  }

  @Test
  void isClosedAndFlushedByItsOwnExporter() {
    AtomicReference<Producing> own = new AtomicReference<>();
    Queue<FlushResult> results = new ConcurrentLinkedQueue<>();
    ScriptedExporter exporter =
        ScriptedExporter.of(
            "own",
            spans -> {
              results.add(own.get().delivery.flush(SHORT));
              results.add(own.get().delivery.flush(Duration.ZERO));
              results.add(own.get().delivery.close(SHORT));
              return CompletableResultCode.ofSuccess();
            });
    own.set(Producing.to(patient().batchSize(3), exporter));
    own.get().spans(3);

    await().until(() -> results.size() == 3 && own.get().stats().queued() == 0);

    assertThat(results).noneMatch(FlushResult::complete);
    own.get().assertAccountedFor(3);
    await().until(() -> !exporter.thread.isAlive());
  }

  @Test
  void closesWithoutAThreadIfNothingEverEnded() {
    ScriptedExporter exporter = ScriptedExporter.healthy("memory");
    Producing producing = Producing.to(patient(), exporter);

    assertThat(producing.delivery.close(LONG)).isEqualTo(FlushResult.NOTHING);

    assertThat(exporter.shutdowns).hasValue(1);
    assertThat(exporter.calls).hasValue(0);
  }
}
