package dev.raglan.internal.render;

import dev.raglan.internal.capture.Captured;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/** Writes failures that came as values. Thread-safe. */
@FunctionalInterface
public interface FailureWriter {

  /** Writes the attributes of a failure; returns the status of its span. */
  StatusData write(Failure failure, AttributeSink sink);

  /**
   * Writes the failure that a result told of on its span, if it did.
   *
   * @param read the values of the call as far as they are read
   * @param failures null if none counts
   */
  static void writeOn(Span span, Captured read, @Nullable FailureWriter failures) {
    Failure told = failures == null ? null : read.extracted().output().failure();
    if (told != null && failures != null) {
      StatusData status = failures.write(told, span::setAttribute);
      span.setStatus(status.getStatusCode(), status.getDescription());
    }
  }
}
