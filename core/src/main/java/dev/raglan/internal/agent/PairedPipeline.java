package dev.raglan.internal.agent;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.record.Pipeline;
import dev.raglan.internal.record.RenderTime;
import dev.raglan.internal.render.Renderer;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;

/**
 * A pipeline to Raglan's own targets whose spans the JVM's tracing has too.
 *
 * @param own the pipeline to the targets
 * @param rendering the pipeline that says when values are rendered: the JVM's tracing reads a span
 *     as it ends
 * @param openTelemetry both in one
 */
public record PairedPipeline(Pipeline own, Pipeline rendering, OpenTelemetry openTelemetry)
    implements Pipeline {

  @Override
  public RenderTime renderTime(Renderer renderer, int maxLength) {
    return rendering.renderTime(renderer, maxLength);
  }

  @Override
  public DeliveryStats stats() {
    return own.stats();
  }

  @Override
  public FlushResult flush(Duration timeout) {
    return own.flush(timeout);
  }

  @Override
  public FlushResult close() {
    return own.close();
  }

  @Override
  public FlushResult close(Duration timeout) {
    return own.close(timeout);
  }
}
