package dev.raglan.trace;

import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;

/** What carries spans from their end to their targets. */
interface Pipeline extends AutoCloseable {

  /** Where tracers come from. */
  OpenTelemetry openTelemetry();

  /** Waits until what has ended is delivered; whether all of it was. */
  boolean flush(Duration timeout);

  @Override
  void close();
}
