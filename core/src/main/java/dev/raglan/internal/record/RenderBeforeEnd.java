package dev.raglan.internal.record;

import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.render.DeferredAttributes;
import dev.raglan.internal.render.FailureWriter;
import dev.raglan.internal.render.Renderer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * Renders on the caller's thread, for span processors that do not know Raglan.
 *
 * @param renderer writes the attributes
 */
record RenderBeforeEnd(Renderer renderer) implements RenderTime {

  @Override
  public boolean keepsConstantsBack() {
    return false;
  }

  @Override
  public @Nullable DeferredAttributes take(
      Captured captured,
      Attributes constants,
      Attributes start,
      Span span,
      @Nullable FailureWriter failures) {
    RenderTime.fail(renderer.render(captured, span, start), span, failures);
    return null;
  }
}
