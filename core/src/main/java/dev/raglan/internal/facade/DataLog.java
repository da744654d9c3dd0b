package dev.raglan.internal.facade;

import dev.raglan.internal.record.ValueText;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.text.LogLine;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
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
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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

  /** Appends the value to a file, redacted and within its limits. */
  public void append(@Nullable Object data, Path file) {
    if (enabled.getAsBoolean()) {
      Safe.run("logging data", () -> write(data, file));
    }
  }

  private synchronized void write(@Nullable Object data, Path file) throws IOException {
    SpanContext span = Span.current().getSpanContext();
    String ids =
        span.isValid()
            ? "trace_id=" + span.getTraceId() + " span_id=" + span.getSpanId() + " "
            : "";
    String text = LogLine.of(String.valueOf(values.text(data)));
    String line = Instant.now() + " " + ids + text + "\n";
    try (SeekableByteChannel out = Files.newByteChannel(file, APPEND, ownerOnly(file))) {
      out.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
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
