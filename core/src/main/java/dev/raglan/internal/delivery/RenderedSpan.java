package dev.raglan.internal.delivery;

import dev.raglan.internal.render.DeferredAttributes;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** A span with the attributes that were rendered after it had ended. Immutable. */
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
   * Renders what belongs to the span.
   *
   * @param content null for nothing
   * @return the span; as it ended if there is nothing to render, or it cannot be
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

  /** With those that were left out for the span's limits. */
  @Override
  public int getTotalAttributeCount() {
    return totalAttributeCount;
  }
}
