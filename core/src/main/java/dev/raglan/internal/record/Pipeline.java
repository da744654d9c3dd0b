package dev.raglan.internal.record;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.render.Renderer;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;

/** What carries spans from their end to their targets. */
public interface Pipeline {

  /** Where tracers come from. */
  OpenTelemetry openTelemetry();

  /**
   * When what is captured becomes attributes.
   *
   * @param maxLength the most characters of a rendered value
   */
  RenderTime renderTime(Renderer renderer, int maxLength);

  /** What became of every span so far. */
  DeliveryStats stats();

  /** Waits until what has ended is delivered. */
  FlushResult flush(Duration timeout);

  /** Delivers what has ended, for as long as is configured, and closes; idempotent. */
  FlushResult close();

  /** Delivers what has ended, for at most that long, and closes; idempotent. */
  FlushResult close(Duration timeout);
}
