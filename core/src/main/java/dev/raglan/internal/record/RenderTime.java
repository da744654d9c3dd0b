package dev.raglan.internal.record;

import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.render.FailureWriter;
import dev.raglan.internal.render.Renderer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/** Decides when the captured values of a call become attributes. Thread-safe. */
public interface RenderTime {

  /** Returns the writer of the attributes. */
  Renderer renderer();

  /**
   * Returns true if the constants of a span can be kept back until it is rendered, because nothing
   * looks at its attributes before.
   */
  boolean keepsConstantsBack();

  /** Returns true if something may read what is kept beside spans. */
  boolean keepsContent();

  /** Returns a mark for a span that would be refused if it ended now; null if there is room. */
  default Deferred.@Nullable Refused refusal() {
    return null;
  }

  /** Returns the span as the application sees it while it is the current one. */
  default Span shown(Span span) {
    return span;
  }

  /**
   * Takes the captured values of a span that is about to end.
   *
   * @param constants the attributes that were kept back when the span started
   * @param start the attributes that the span started with
   * @param failures writes a failure that the result tells of; null if none counts
   * @return what is left for the span processor to render
   */
  Deferred take(
      Captured captured,
      Attributes constants,
      Attributes start,
      Span span,
      @Nullable FailureWriter failures);
}
