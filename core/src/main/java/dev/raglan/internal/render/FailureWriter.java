package dev.raglan.internal.render;

import dev.raglan.model.Extraction.Failure;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.sdk.trace.data.StatusData;

/** Writes failures that came as values. Thread-safe. */
@FunctionalInterface
public interface FailureWriter {

  /** Writes the attributes of a failure; returns the status of its span. */
  StatusData write(Failure failure, AttributeSink sink);
}
