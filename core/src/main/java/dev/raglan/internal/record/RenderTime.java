package dev.raglan.internal.record;

import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.render.DeferredAttributes;
import dev.raglan.internal.render.Renderer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/** When what was captured of a call becomes attributes. Thread-safe. */
public interface RenderTime {

  /** What writes the attributes. */
  Renderer renderer();

  /**
   * Whether the constants of a span can be kept back until it is rendered, because nothing looks at
   * its attributes before.
   */
  boolean keepsConstantsBack();

  /**
   * Takes what was captured for a span that is about to end.
   *
   * @param constants the attributes that were kept back when the span started
   * @return what is to be handed over to the span processor; null if the span has its attributes
   */
  @Nullable DeferredAttributes take(Captured captured, Attributes constants, Span span);
}
