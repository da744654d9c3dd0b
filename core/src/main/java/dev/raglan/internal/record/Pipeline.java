package dev.raglan.internal.record;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.render.Renderer;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;

/** The way of spans from their end to their targets. */
public interface Pipeline {

  /** Returns the source of tracers. */
  OpenTelemetry openTelemetry();

  /**
   * Returns when captured values become attributes.
   *
   * @param maxLength the most characters of a rendered value
   */
  RenderTime renderTime(Renderer renderer, int maxLength);

  /** Returns the counts of spans by what became of them. */
  DeliveryStats stats();

  /** Waits until the spans that have ended are delivered. */
  FlushResult flush(Duration timeout);

  /** Delivers the spans that have ended, for as long as is configured, and closes; idempotent. */
  FlushResult close();

  /** Delivers the spans that have ended, for at most that long, and closes; idempotent. */
  FlushResult close(Duration timeout);
}
