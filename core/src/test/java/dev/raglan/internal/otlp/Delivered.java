package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.export.Otlp;
import dev.raglan.internal.delivery.DeliveryProcessor;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** A delivery pipeline to targets, and what it logs. */
final class Delivered implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.raglan.delivery");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final DeliveryProcessor processor;

  private Delivered(DeliveryProcessor processor) {
    this.processor = processor;
    appender.start();
    logger.addAppender(appender);
  }

  static Delivered to(Otlp.Builder otlp, DeliverySettings settings) {
    return to(List.of(otlp.build()), settings);
  }

  static Delivered to(List<ExportTarget> targets, DeliverySettings settings) {
    return new Delivered(DeliveryProcessor.open(settings, targets));
  }

  static Delivered to(List<ExportTarget> targets, DeliverySettings settings, LongSupplier clock) {
    return new Delivered(DeliveryProcessor.open(settings, targets, clock));
  }

  /**
   * Settings with that time for a batch. Nothing leaves before a flush, which sends it in one batch
   * however long it took to produce.
   */
  static DeliverySettings within(Duration timeout) {
    return DeliverySettings.builder().interval(Duration.ofHours(1)).timeout(timeout).build();
  }

  void end(SpanData span) {
    io.opentelemetry.sdk.trace.ReadableSpan ended =
        (io.opentelemetry.sdk.trace.ReadableSpan)
            Proxy.newProxyInstance(
                Delivered.class.getClassLoader(),
                new Class<?>[] {io.opentelemetry.sdk.trace.ReadableSpan.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "toSpanData" -> span;
                      case "getSpanContext" -> span.getSpanContext();
                      default -> throw new AssertionError(method);
                    });
    processor.onEnd(ended);
  }

  /** Waits until nothing is queued. */
  DeliveryStats flush() {
    processor.flush(PATIENCE);
    DeliveryStats stats = processor.stats();
    assertThat(stats.queued()).isZero();
    assertThat(stats.produced()).isEqualTo(stats.exported() + stats.dropped());
    return stats;
  }

  FlushResult flush(Duration timeout) {
    return processor.flush(timeout);
  }

  FlushResult shutdown(Duration timeout) {
    return processor.close(timeout);
  }

  DeliveryStats stats() {
    return processor.stats();
  }

  /** Closes the pipeline and returns all lines that it logged. */
  String log() {
    close();
    return appender.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    processor.close(Duration.ofSeconds(5));
    logger.detachAppender(appender);
  }
}
