package dev.raglan.internal.record;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.capture.Weigher;
import dev.raglan.internal.delivery.DeliveryProcessor;
import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CaptureLimits;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of an SDK that the application owns: the application flushes and closes it.
 *
 * @param openTelemetry the application's OpenTelemetry
 * @param targets takes the SDK's spans to targets of Raglan's; null if that is not known
 * @param foreign redacts what the application writes on spans itself
 */
public record ExternalPipeline(
    OpenTelemetry openTelemetry, @Nullable DeliveryProcessor targets, ForeignTexts foreign)
    implements Pipeline {

  private static final int LEAST_LENGTH = 64; // as CaptureLimits requires

  /** Returns the number of attributes that an SDK keeps of a span, as far as it tells. */
  public static int attributeLimit(OpenTelemetry openTelemetry) {
    return openTelemetry instanceof OpenTelemetrySdk sdk
        ? sdk.getSdkTracerProvider().getSpanLimits().getMaxNumberOfAttributes()
        : Renderer.DEFAULT_ATTRIBUTE_LIMIT;
  }

  /**
   * Returns limits under which an SDK cuts no attribute: it would cut JSON anywhere. An attribute
   * of messages is twice as long as a value.
   */
  public static CaptureLimits within(OpenTelemetry openTelemetry, CaptureLimits limits) {
    if (!(openTelemetry instanceof OpenTelemetrySdk sdk)) {
      return limits;
    }
    int longest = sdk.getSdkTracerProvider().getSpanLimits().getMaxAttributeValueLength();
    int length = Math.max(LEAST_LENGTH, longest / 2);
    return length >= limits.maxLength()
        ? limits
        : new CaptureLimits(length, limits.maxItems(), limits.maxDepth());
  }

  @Override
  public RenderTime renderTime(Renderer renderer, int maxLength) {
    return new RenderBeforeEnd(renderer, Weigher.ofKept(maxLength), foreign);
  }

  @Override
  public DeliveryStats stats() {
    return targets == null ? DeliveryStats.NONE : targets.stats();
  }

  @Override
  public FlushResult flush(Duration timeout) {
    if (targets != null) {
      return targets.flush(timeout);
    }
    return openTelemetry == OpenTelemetry.noop() ? FlushResult.NOTHING : FlushResult.UNKNOWN;
  }

  /** Leaves the targets open: they end with the SDK that takes spans to them. */
  @Override
  public FlushResult close() {
    return flush(Duration.ZERO);
  }

  @Override
  public FlushResult close(Duration timeout) {
    return flush(timeout);
  }
}
