package dev.raglan.internal.delivery;

import dev.raglan.internal.render.DeferredAttributes;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/** A span with its deferred attributes rendered. Immutable. */
final class RenderedSpan extends DelegatingSpanData {

  private final Attributes attributes;
  private final StatusData status;
  private final int totalAttributeCount;

  private RenderedSpan(SpanData span, Attributes attributes, StatusData status) {
    super(span);
    this.attributes = attributes;
    this.status = status;
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
      AttributesBuilder all = Attributes.builder();
      StatusData failed = content.render(span.getAttributes(), all);
      boolean isWell = span.getStatus().getStatusCode() == StatusCode.OK;
      return new RenderedSpan(
          span, all.build(), failed == null || isWell ? span.getStatus() : failed);
    } catch (Throwable thrown) {
      Safe.log("rendering a span", thrown);
      return span;
    }
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  /**
   * The status of a failure that the result tells of, unless the application set that it is well.
   */
  @Override
  public StatusData getStatus() {
    return status;
  }

  /** Counts the attributes left out for the span's limits too. */
  @Override
  public int getTotalAttributeCount() {
    return totalAttributeCount;
  }
}
