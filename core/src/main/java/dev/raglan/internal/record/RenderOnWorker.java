package dev.raglan.internal.record;

import dev.raglan.export.DropReason;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Weigher;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.render.DeferredAttributes;
import dev.raglan.internal.render.FailureWriter;
import dev.raglan.internal.render.Renderer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Renders on the delivery worker, unless the values are too heavy to be kept until then: those are
 * rendered and cut at once. No processor recognizes a span that another library has wrapped: its
 * attributes are written at once too.
 */
final class RenderOnWorker implements RenderTime {

  private final Renderer renderer;
  private final Weigher weigher;
  private final boolean withContent;
  private final Supplier<@Nullable DropReason> full;

  /**
   * @param maxLength the most characters of a rendered value
   * @param withContent true if something reads what is kept beside spans
   * @param full returns the reason that a span would be refused; null if there is room
   */
  RenderOnWorker(
      Renderer renderer, int maxLength, boolean withContent, Supplier<@Nullable DropReason> full) {
    this.full = full;
    this.renderer = renderer;
    this.withContent = withContent;
    this.weigher = Weigher.ofKept(maxLength);
  }

  @Override
  public Renderer renderer() {
    return renderer;
  }

  @Override
  public boolean keepsConstantsBack() {
    return true;
  }

  @Override
  public Deferred.@Nullable Refused refusal() {
    DropReason reason = full.get();
    return reason == null ? null : Deferred.Refused.of(reason);
  }

  @Override
  public boolean keepsContent() {
    return withContent;
  }

  @Override
  public Deferred take(
      Captured captured,
      Attributes constants,
      Attributes start,
      Span span,
      @Nullable FailureWriter failures) {
    long bytes = weigher.weigh(captured);
    if (bytes <= weigher.enough() && span instanceof ReadableSpan) {
      FailureWriter.writeOn(span, captured, failures);
      return DeferredAttributes.of(constants, start, captured, renderer, bytes, failures);
    }
    Captured read = renderer.render(captured, span, constants, start, withContent);
    FailureWriter.writeOn(span, read, failures);
    return Deferred.WRITTEN;
  }
}
