package dev.raglan.internal.delivery;

import dev.raglan.internal.render.DeferredAttributes;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** A span with its deferred attributes rendered. Immutable. */
final class RenderedSpan extends DelegatingSpanData {

  private final Attributes attributes;
  private final int totalAttributeCount;

  private RenderedSpan(SpanData span, Attributes attributes) {
    super(span);
    this.attributes = attributes;
    int rendered = attributes.size() - span.getAttributes().size();
    this.totalAttributeCount = span.getTotalAttributeCount() + rendered;
  }

  /**
   * Renders deferred attributes into the span.
   *
   * @param content the deferred attributes; null if there are none
   * @return the rendered span; the given one if there is nothing to render or rendering fails
   */
  static SpanData of(SpanData span, @Nullable DeferredAttributes content) {
    if (content == null) {
      return span;
    }
    try {
      return new RenderedSpan(span, content.addTo(span.getAttributes()));
    } catch (Throwable thrown) {
      Safe.log("rendering a span", thrown);
      return span;
    }
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  /** Counts the attributes left out for the span's limits too. */
  @Override
  public int getTotalAttributeCount() {
    return totalAttributeCount;
  }
}
