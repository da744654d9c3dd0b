package dev.raglan.internal.span;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A span as it was at a moment. Immutable and thread-safe. */
class SpanSnapshot implements SpanData {

  // There is one of these for every span, so it has no field more than one that has ended needs.
  private final LeanSpan span;
  private final @Nullable WrittenParts written;

  /**
   * Creates a snapshot of a span that has ended.
   *
   * @param written the parts that changed; null if all is as at the start
   */
  SpanSnapshot(LeanSpan span, @Nullable WrittenParts written) {
    this.span = span;
    this.written = written;
  }

  /** A span as it was before it had ended. */
  static final class Open extends SpanSnapshot {

    private final long endTime;

    /**
     * @param written a copy of the parts that changed; null if all is as at the start
     * @param endTime nanoseconds since the epoch; 0 if it was not about to end
     */
    Open(LeanSpan span, @Nullable WrittenParts written, long endTime) {
      super(span, written);
      this.endTime = endTime;
    }

    @Override
    public Attributes getAttributes() {
      return AttributeLimits.copy(super.getAttributes());
    }

    @Override
    public long getEndEpochNanos() {
      return endTime;
    }

    @Override
    public boolean hasEnded() {
      return false;
    }
  }

  boolean isBare() {
    return written == null && LeanSpan.isEmpty(span.start());
  }

  @Override
  public String getName() {
    return written == null ? span.startName() : written.name();
  }

  @Override
  public SpanKind getKind() {
    return span.getKind();
  }

  @Override
  public SpanContext getSpanContext() {
    return span.getSpanContext();
  }

  @Override
  public SpanContext getParentSpanContext() {
    return span.getParentSpanContext();
  }

  @Override
  public StatusData getStatus() {
    return written == null ? StatusData.unset() : written.status();
  }

  @Override
  public long getStartEpochNanos() {
    return span.startTime();
  }

  @Override
  public Attributes getAttributes() {
    return written == null ? span.start() : written.attributes();
  }

  @Override
  public List<EventData> getEvents() {
    return written == null ? List.of() : Collections.unmodifiableList(written.events());
  }

  @Override
  public List<LinkData> getLinks() {
    return written == null ? List.of() : Collections.unmodifiableList(written.links());
  }

  @Override
  public long getEndEpochNanos() {
    return span.endTime();
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public int getTotalRecordedEvents() {
    return written == null ? 0 : written.totalEvents();
  }

  @Override
  public int getTotalRecordedLinks() {
    return written == null ? 0 : written.totalLinks();
  }

  @Override
  public int getTotalAttributeCount() {
    return written == null ? WrittenParts.total(span.start()) : written.totalAttributes();
  }

  @Override
  @Deprecated
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return span.getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.getInstrumentationScopeInfo();
  }

  @Override
  public Resource getResource() {
    return span.tracer().settings().resource();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SpanSnapshot snapshot
        && span == snapshot.span
        && hasEnded() == snapshot.hasEnded()
        && getEndEpochNanos() == snapshot.getEndEpochNanos()
        && getName().equals(snapshot.getName())
        && getStatus().equals(snapshot.getStatus())
        && getAttributes().asMap().equals(snapshot.getAttributes().asMap())
        && getTotalAttributeCount() == snapshot.getTotalAttributeCount()
        && getEvents().equals(snapshot.getEvents())
        && getTotalRecordedEvents() == snapshot.getTotalRecordedEvents()
        && getLinks().equals(snapshot.getLinks())
        && getTotalRecordedLinks() == snapshot.getTotalRecordedLinks();
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        System.identityHashCode(span), getEndEpochNanos(), hasEnded(), getName(), getStatus());
  }

  @Override
  public String toString() {
    return "SpanData{spanContext="
        + getSpanContext()
        + ", parentSpanContext="
        + getParentSpanContext()
        + ", resource="
        + getResource()
        + ", instrumentationScopeInfo="
        + getInstrumentationScopeInfo()
        + ", name="
        + getName()
        + ", kind="
        + getKind()
        + ", startEpochNanos="
        + getStartEpochNanos()
        + ", endEpochNanos="
        + getEndEpochNanos()
        + ", attributes="
        + getAttributes()
        + ", totalAttributeCount="
        + getTotalAttributeCount()
        + ", events="
        + getEvents()
        + ", totalRecordedEvents="
        + getTotalRecordedEvents()
        + ", links="
        + getLinks()
        + ", totalRecordedLinks="
        + getTotalRecordedLinks()
        + ", status="
        + getStatus()
        + ", hasEnded="
        + hasEnded()
        + "}";
  }
}
