package dev.raglan.internal.record;

import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Weigher;
import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.render.DeferredContent;
import dev.raglan.internal.render.FailureWriter;
import dev.raglan.internal.render.Renderer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * Renders on the caller's thread, for span processors that do not know Raglan; one that does takes
 * the captured values for what is kept beside the span.
 *
 * @param renderer writes the attributes
 * @param weigher says which values are too heavy to be kept
 * @param foreign redacts what the application writes on spans itself
 */
record RenderBeforeEnd(Renderer renderer, Weigher weigher, ForeignTexts foreign)
    implements RenderTime {

  @Override
  public boolean keepsConstantsBack() {
    return false;
  }

  @Override
  public boolean keepsContent() {
    return true;
  }

  @Override
  public Span shown(Span span) {
    return GuardedSpan.of(span, foreign);
  }

  @Override
  public Deferred take(
      Captured captured,
      Attributes constants,
      Attributes start,
      Span span,
      @Nullable FailureWriter failures) {
    Captured read = renderer.render(captured, span, constants, start, false);
    FailureWriter.writeOn(span, read, failures);
    return new DeferredContent(captured, renderer, weigher);
  }
}
