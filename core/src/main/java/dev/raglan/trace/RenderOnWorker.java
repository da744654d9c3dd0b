package dev.raglan.trace;

import dev.raglan.capture.Captured;
import dev.raglan.capture.Weigher;
import dev.raglan.render.Renderer;
import dev.raglan.render.Unrendered;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * On the delivery worker, unless the values are too heavy to be kept until then: those are rendered
 * and cut at once.
 */
final class RenderOnWorker implements RenderTime {

  /** For each character that a rendered value may have: eight that are kept, of two bytes. */
  private static final long BYTES_FOR_EACH_WRITTEN = 16;

  private final RenderBeforeEnd atOnce;
  private final Weigher weigher;
  private final long maxBytes;

  /**
   * @param maxLength the most characters of a rendered value
   */
  RenderOnWorker(Renderer renderer, int maxLength) {
    this.atOnce = new RenderBeforeEnd(renderer);
    this.maxBytes = BYTES_FOR_EACH_WRITTEN * maxLength;
    this.weigher = new Weigher(maxBytes);
  }

  @Override
  public Renderer renderer() {
    return atOnce.renderer();
  }

  @Override
  public @Nullable Unrendered take(Captured captured, Span span) {
    long bytes = weigher.weigh(captured);
    boolean canWait = bytes <= maxBytes && span instanceof ReadableSpan;
    return canWait ? new Unrendered(captured, renderer(), bytes) : atOnce.take(captured, span);
  }
}
