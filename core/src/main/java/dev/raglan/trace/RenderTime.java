package dev.raglan.trace;

import dev.raglan.capture.Captured;
import dev.raglan.render.Renderer;
import dev.raglan.render.Unrendered;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/** When what was captured of a call becomes attributes. Thread-safe. */
interface RenderTime {

  /** What writes the attributes. */
  Renderer renderer();

  /**
   * Takes what was captured for a span that is about to end.
   *
   * @return what is to be handed over to the span processor; null if the span has its attributes
   */
  @Nullable Unrendered take(Captured captured, Span span);
}
