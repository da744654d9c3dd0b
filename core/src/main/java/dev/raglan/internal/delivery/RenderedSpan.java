package dev.raglan.internal.delivery;

import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.render.Deferred.Rendered;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.transport.ContentSpan;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span with what was left to render of it. Immutable. */
final class RenderedSpan extends DelegatingSpanData implements ContentSpan {

  private final String name;
  private final Attributes attributes;
  private final Attributes content;
  private final StatusData status;
  private final List<EventData> events;
  private final List<LinkData> links;
  private final int totalAttributeCount;

  private RenderedSpan(SpanData span, Rendered all, Attributes content) {
    super(span);
    this.name = span.getName();
    this.attributes = all.attributes();
    this.content = content;
    this.status = statusOf(span, all.failure());
    this.events = span.getEvents();
    this.links = span.getLinks();
    int rendered = attributes.size() - span.getAttributes().size();
    this.totalAttributeCount = span.getTotalAttributeCount() + rendered;
  }

  private RenderedSpan(SpanData span, ForeignTexts foreign) {
    super(span);
    this.name = foreign.text(span.getName());
    this.attributes = foreign.attributes(span.getAttributes());
    this.content = ContentSpan.contentOf(span);
    this.status = foreign.status(span.getStatus());
    this.events = foreign.events(span.getEvents());
    this.links = foreign.links(span.getLinks());
    this.totalAttributeCount = span.getTotalAttributeCount();
  }

  private boolean isSameAs(SpanData span) {
    return name.equals(span.getName())
        && attributes == span.getAttributes()
        && status == span.getStatus()
        && events == span.getEvents()
        && links == span.getLinks();
  }

  /** Returns a span of another's without secrets; the given one if it has none. */
  private static SpanData redacted(SpanData span, ForeignTexts foreign) {
    if (!foreign.areIn(span)) {
      return span;
    }
    RenderedSpan redacted = new RenderedSpan(span, foreign);
    return redacted.isSameAs(span) ? span : redacted;
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
   * @param foreign the redaction of what others have written
   * @return the rendered span; the given one if there is nothing to render or rendering fails
   */
  static SpanData of(
      SpanData span, @Nullable Deferred deferred, boolean withContent, ForeignTexts foreign) {
    try {
      if (deferred == null) {
        return redacted(span, foreign);
      }
      AttributesBuilder content = Attributes.builder();
      Rendered all = deferred.render(span.getAttributes(), withContent ? content::put : null);
      return new RenderedSpan(span, all, content.putAll(ContentSpan.contentOf(span)).build());
    } catch (Throwable thrown) {
      Safe.log("rendering a span", thrown);
      return span;
    }
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public List<EventData> getEvents() {
    return events;
  }

  @Override
  public List<LinkData> getLinks() {
    return links;
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
