package dev.raglan.internal.record;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.render.Renderer;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;

/**
 * The pipeline of an SDK that the application owns: the application flushes and closes it.
 *
 * @param openTelemetry the application's OpenTelemetry
 */
public record ExternalPipeline(OpenTelemetry openTelemetry) implements Pipeline {

  @Override
  public RenderTime renderTime(Renderer renderer, int maxLength) {
    return new RenderBeforeEnd(renderer);
  }

  @Override
  public DeliveryStats stats() {
    return DeliveryStats.NONE;
  }

  @Override
  public FlushResult flush(Duration timeout) {
    return FlushResult.NOTHING;
  }

  @Override
  public FlushResult close() {
    return FlushResult.NOTHING;
  }

  @Override
  public FlushResult close(Duration timeout) {
    return FlushResult.NOTHING;
  }
}
