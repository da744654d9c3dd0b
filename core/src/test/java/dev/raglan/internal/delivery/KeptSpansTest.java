package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.export.Otlp;
import dev.raglan.internal.transport.BatchExporter;
import dev.raglan.internal.transport.RefusedPort;
import dev.raglan.internal.transport.Settlement;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spi.GivenTarget;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spans that an exporter keeps beyond a call. */
class KeptSpansTest {

  private static final Duration WAIT = Duration.ofSeconds(60);

  private final Keeper keeper = new Keeper();
  private final DeliveryProcessor delivery =
      DeliveryProcessor.open(
          DeliverySettings.builder()
              .interval(Duration.ofMillis(5))
              .timeout(Duration.ofMillis(500))
              .build(),
          List.of(target()));
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(delivery).build();
  private final Tracer tracer = provider.get("test");

  /** Keeps all spans until it is told to export them. */
  private static final class Keeper implements BatchExporter {

    private final List<SpanData> kept = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean exportsWhenResumed;
    private volatile boolean hangs;
    private volatile boolean throwsNow;
    private volatile int resumed;

    @Override
    public synchronized void export(List<SpanData> spans, Settlement settlement) {
      if (hangs) {
        awaitRelease();
      }
      kept.addAll(spans);
      if (!settlement.keeping(kept.size())) {
        kept.clear();
      }
      if (throwsNow) {
        throw new IllegalStateException("after keeping");
      }
    }

    private void awaitRelease() {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public synchronized void resume(boolean last, Settlement settlement) {
      resumed++;
      if (last || exportsWhenResumed) {
        int spans = kept.size();
        kept.clear();
        settlement.keeping(0);
        settlement.exported(spans);
      }
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      throw new AssertionError("not called by delivery");
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private ExportTarget target() {
    return new GivenTarget("keeper", keeper);
  }

  @AfterEach
  void stop() {
    keeper.released.countDown();
    provider.close();
  }

  private void produce(int spans) {
    for (int i = 0; i < spans; i++) {
      tracer.spanBuilder("s").startSpan().end();
    }
  }

  private DeliveryStats.Target stats() {
    DeliveryStats.Target stats = delivery.stats().targets().get(0);
    assertThat(stats.produced()).isEqualTo(stats.exported() + stats.dropped() + stats.queued());
    return stats;
  }

  @Test
  void staysQueuedWhileAnotherTargetSpools(@TempDir Path directory) throws IOException {
    try (RefusedPort closed = new RefusedPort()) {
      staysQueuedBeside(Otlp.to("http://localhost:" + closed.number()), directory);
    }
  }

  private void staysQueuedBeside(ExportTarget down, Path directory) {
    DeliverySettings settings =
        DeliverySettings.builder()
            .interval(Duration.ofMillis(5))
            .spoolDirectory(directory.resolve("spool"))
            .build();
    DeliveryProcessor both = DeliveryProcessor.open(settings, List.of(target(), down));
    try (SdkTracerProvider own = SdkTracerProvider.builder().addSpanProcessor(both).build()) {
      for (int i = 0; i < 100; i++) {
        own.get("test").spanBuilder("s").startSpan().end();
      }

      Awaitility.await()
          .untilAsserted(
              () -> {
                DeliveryStats.Target kept = both.stats().targets().get(0);
                DeliveryStats.Target spooled = both.stats().targets().get(1);
                assertThat(kept.produced()).isEqualTo(100);
                assertThat(kept.queued()).isEqualTo(100);
                assertThat(kept.spooled()).isZero();
                assertThat(spooled.produced()).isEqualTo(100);
                assertThat(spooled.queued()).isZero();
                assertThat(spooled.spooled()).isEqualTo(100);
              });

      assertThat(both.close(WAIT)).isEqualTo(new FlushResult(false, 100, 0, 100));
      assertThat(both.stats().queued()).isZero();
    }
  }

  @Test
  void staysQueuedUntilItIsExported() {
    produce(3);
    assertThat(delivery.flush(WAIT)).isEqualTo(new FlushResult(false, 0, 0, 3));
    assertThat(stats().queued()).isEqualTo(3);

    keeper.exportsWhenResumed = true;
    assertThat(delivery.flush(WAIT)).isEqualTo(new FlushResult(true, 3, 0, 0));
  }

  @Test
  void isLookedAtWithoutFurtherSpans() {
    produce(2);
    keeper.exportsWhenResumed = true;
    Awaitility.await().until(() -> stats().exported() == 2);
  }

  @Test
  void isExportedAtTheEnd() {
    produce(2);
    assertThat(delivery.close(WAIT)).isEqualTo(new FlushResult(true, 2, 0, 0));
  }

  @Test
  void isDroppedWhenTheExporterHangsToTheEnd() {
    produce(2);
    assertThat(delivery.flush(WAIT).left()).isEqualTo(2);
    keeper.hangs = true;
    produce(1);
    delivery.close(Duration.ofMillis(300));
    assertThat(stats().queued()).isZero();
    assertThat(stats().dropped()).isEqualTo(3);
    assertThat(stats().dropped(DropReason.ABANDONED_AT_SHUTDOWN)).isPositive();
  }

  @Test
  void isCountedOnceThoughTheExporterWasGivenUp() {
    keeper.hangs = true;
    produce(2);
    Awaitility.await().until(() -> stats().dropped(DropReason.EXPORT_TIMEOUT) == 2);
    keeper.hangs = false;
    keeper.released.countDown();
    produce(1);
    assertThat(delivery.close(WAIT).exported()).isEqualTo(1);
    assertThat(stats().dropped()).isEqualTo(2);
  }

  @Test
  void isNotLostWhenTheExporterThrowsAfterwards() {
    keeper.throwsNow = true;
    produce(2);
    Awaitility.await().until(() -> keeper.resumed > 0);
    keeper.throwsNow = false;
    assertThat(delivery.close(WAIT)).isEqualTo(new FlushResult(true, 2, 0, 0));
  }
}
