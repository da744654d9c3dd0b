package dev.raglan.trace;

import dev.raglan.capture.Captured;
import dev.raglan.render.Renderer;
import dev.raglan.render.Unrendered;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * On the caller's thread: for span processors that know nothing of Raglan.
 *
 * @param renderer writes the attributes
 */
record RenderBeforeEnd(Renderer renderer) implements RenderTime {

  @Override
  public boolean keepsConstantsBack() {
    return false;
  }

  @Override
  public @Nullable Unrendered take(Captured captured, Attributes constants, Span span) {
    renderer.render(captured, new SpanSink(span));
    return null;
  }
}
