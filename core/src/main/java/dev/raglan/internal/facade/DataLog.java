package dev.raglan.internal.facade;

import dev.raglan.internal.record.ValueText;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.text.LogLine;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Writes values to a log beside the trace, one line each, with the ids of the current span.
 * Thread-safe; never throws.
 */
public final class DataLog {

  static final String LOGGER_NAME = "dev.raglan.log";
  static final String MARKER_NAME = "RAGLAN";

  private static final Logger DEFAULT = LoggerFactory.getLogger(LOGGER_NAME);
  private static final Marker MARKER = MarkerFactory.getMarker(MARKER_NAME);

  private final BooleanSupplier enabled;
  private final ValueText values;

  /** Creates a log that writes values redacted and within their limits. */
  public DataLog(BooleanSupplier enabled, ValueText values) {
    this.enabled = enabled;
    this.values = values;
  }

  /**
   * Writes the value, redacted and within its limits.
   *
   * @param logger null for Raglan's own
   */
  public void log(@Nullable Object data, @Nullable Logger logger) {
    if (enabled.getAsBoolean()) {
      Safe.run("logging data", () -> write(data, logger == null ? DEFAULT : logger));
    }
  }

  private void write(@Nullable Object data, Logger logger) {
    if (!logger.isInfoEnabled(MARKER)) {
      return;
    }
    String text = LogLine.of(String.valueOf(values.text(data)));
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      logger.info(MARKER, "trace_id={} span_id={} {}", span.getTraceId(), span.getSpanId(), text);
    } else {
      logger.info(MARKER, "{}", text);
    }
  }
}
