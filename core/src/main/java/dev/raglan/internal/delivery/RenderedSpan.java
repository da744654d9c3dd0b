package dev.raglan.internal.delivery;

import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.render.Deferred.Rendered;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.transport.ContentSpan;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
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
  private final SpanContext context;
  private final SpanContext parent;
  private final Resource resource;
  private final InstrumentationScopeInfo scope;
  private final int totalAttributeCount;

  private RenderedSpan(SpanData span, Rendered all, Attributes content, ForeignTexts foreign) {
    super(span);
    boolean idle = foreign.areIdle();
    this.name = idle ? span.getName() : foreign.text(span.getName());
    this.attributes = all.attributes();
    this.content = content;
    StatusData told = statusOf(span, all.failure());
    this.status = idle ? told : foreign.status(told);
    this.events = idle ? span.getEvents() : foreign.events(span.getEvents());
    this.links = idle ? span.getLinks() : foreign.links(span.getLinks());
    this.context = idle ? span.getSpanContext() : foreign.context(span.getSpanContext());
    this.parent = idle ? span.getParentSpanContext() : foreign.context(span.getParentSpanContext());
    this.resource = idle ? span.getResource() : foreign.resource(span.getResource());
    InstrumentationScopeInfo given = span.getInstrumentationScopeInfo();
    this.scope = idle ? given : foreign.scope(given);
    int rendered = attributes.size() - span.getAttributes().size();
    this.totalAttributeCount = span.getTotalAttributeCount() + rendered;
  }

  private boolean isSameAs(SpanData span) {
    return name.equals(span.getName())
        && attributes == span.getAttributes()
        && status == span.getStatus()
        && events == span.getEvents()
        && links == span.getLinks()
        && context == span.getSpanContext()
        && parent == span.getParentSpanContext()
        && resource == span.getResource()
        && scope == span.getInstrumentationScopeInfo()
        && content.equals(ContentSpan.contentOf(span));
  }

  /**
   * Returns the span with attributes that are kept beside it.
   *
   * @param content null for none
   */
  static SpanData with(@Nullable Attributes content, SpanData span) {
    return content == null
        ? span
        : new RenderedSpan(
            span, new Rendered(span.getAttributes(), null), content, ForeignTexts.UNCHANGED);
  }

  /**
   * Renders into the span what is left, and redacts what others have written on it.
   *
   * @param deferred null if somebody else has ended the span
   * @param withContent true to render what is kept beside the span, too
   * @param foreign the redaction of what others have written
   * @param ofBatch the texts that were redacted for the spans of the same batch
   * @return the given span if there is nothing to change
   */
  static SpanData of(
      SpanData span,
      @Nullable Deferred deferred,
      boolean withContent,
      ForeignTexts foreign,
      RedactedTexts ofBatch) {
    AttributesBuilder content = withContent ? Attributes.builder() : null;
    Rendered all = rendered(span, deferred, content == null ? null : content::put, ofBatch);
    if (all == null) {
      all = new Rendered(redacted(span.getAttributes(), foreign), null);
    } else if (all.attributes() == span.getAttributes() && !foreign.areIdle()) {
      // An open span can be given other values, but no other keys.
      all = new Rendered(foreign.keys(span.getAttributes()), all.failure());
    }
    Attributes kept = ContentSpan.contentOf(span);
    Attributes both = content == null ? kept : content.putAll(kept).build();
    RenderedSpan rendered = new RenderedSpan(span, all, both, foreign);
    return rendered.isSameAs(span) ? span : rendered;
  }

  /** Returns the rendered attributes; null if somebody else has ended the span, or on failure. */
  private static @Nullable Rendered rendered(
      SpanData span,
      @Nullable Deferred deferred,
      @Nullable AttributeSink content,
      RedactedTexts ofBatch) {
    try {
      return deferred == null ? null : deferred.render(span.getAttributes(), content, ofBatch);
    } catch (Throwable thrown) {
      Safe.log("rendering a span", thrown);
      return null;
    }
  }

  private static Attributes redacted(Attributes given, ForeignTexts foreign) {
    return foreign.areIdle() ? given : foreign.attributes(given);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return scope;
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
