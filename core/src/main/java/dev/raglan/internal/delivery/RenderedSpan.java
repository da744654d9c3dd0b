package dev.raglan.internal.delivery;

import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.render.Deferred.Rendered;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.transport.ContentSpan;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/** A span with what was left to render of it. Immutable. */
final class RenderedSpan extends DelegatingSpanData implements ContentSpan {

  private final Attributes attributes;
  private final Attributes content;
  private final StatusData status;
  private final int totalAttributeCount;

  private RenderedSpan(SpanData span, Rendered all, Attributes content) {
    super(span);
    this.attributes = all.attributes();
    this.content = content;
    this.status = statusOf(span, all.failure());
    int rendered = attributes.size() - span.getAttributes().size();
    this.totalAttributeCount = span.getTotalAttributeCount() + rendered;
  }

  /**
   * Returns the span with attributes that are kept beside it.
   *
   * @param content null for none
   */
  static SpanData with(@Nullable Attributes content, SpanData span) {
    return content == null
        ? span
        : new RenderedSpan(span, new Rendered(span.getAttributes(), null), content);
  }

  /**
   * Renders into the span what is left.
   *
   * @param deferred null if nothing is left
   * @param withContent true to render what is kept beside the span, too
   * @return the rendered span; the given one if there is nothing to render or rendering fails
   */
  static SpanData of(SpanData span, @Nullable Deferred deferred, boolean withContent) {
    if (deferred == null) {
      return span;
    }
    try {
      AttributesBuilder content = Attributes.builder();
      Rendered all = deferred.render(span.getAttributes(), withContent ? content::put : null);
      return new RenderedSpan(span, all, content.putAll(ContentSpan.contentOf(span)).build());
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
   * The status of a failure that the result tells of counts, unless the application set that it is
   * well.
   */
  private static StatusData statusOf(SpanData span, @Nullable StatusData failure) {
    boolean isWell = span.getStatus().getStatusCode() == StatusCode.OK;
    return failure == null || isWell ? span.getStatus() : failure;
  }

  @Override
  public StatusData getStatus() {
    return status;
  }

  @Override
  public Attributes content() {
    return content;
  }

  /** Counts the attributes left out for the span's limits too. */
  @Override
  public int getTotalAttributeCount() {
    return totalAttributeCount;
  }
}
