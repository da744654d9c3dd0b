package dev.raglan.internal.service.lastmile;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.LoggedEvent;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span with a RAG event as LastMile reads it: the event's kind as an attribute, and an
 * OpenTelemetry event, which an annotated method does not have.
 */
final class LastMileSpan extends DelegatingSpanData {

  private final Attributes attributes;
  private final List<EventData> events;

  private LastMileSpan(SpanData span, LoggedEvent event) {
    super(span);
    attributes =
        span.getAttributes().toBuilder()
            .put(RaglanAttributes.LASTMILE_SPAN_KIND, event.type())
            .build();
    events = new ArrayList<>(span.getEvents());
    boolean logged =
        events.stream()
            .anyMatch(each -> each.getAttributes().get(RaglanAttributes.EVENT_TYPE) != null);
    if (!logged) {
      events.add(EventData.create(span.getEndEpochNanos(), event.name(), content(event)));
    }
  }

  static SpanData of(AssembledSpan span) {
    LoggedEvent event = span.attributes().event();
    return event == null ? span.data() : new LastMileSpan(span.data(), event);
  }

  private static Attributes content(LoggedEvent event) {
    AttributesBuilder content = Attributes.builder();
    content.put(RaglanAttributes.EVENT_TYPE, event.type());
    put(RaglanAttributes.LOGGED_INPUT, event.input(), content);
    put(RaglanAttributes.LOGGED_OUTPUT, event.output(), content);
    put(RaglanAttributes.LOGGED_EVENT_DATA, event.metadata(), content);
    return content.build();
  }

  private static void put(
      AttributeKey<String> key, @Nullable String value, AttributesBuilder content) {
    if (value != null) {
      content.put(key, value);
    }
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return Math.max(super.getTotalAttributeCount(), attributes.size());
  }

  @Override
  public List<EventData> getEvents() {
    return events;
  }

  @Override
  public int getTotalRecordedEvents() {
    return Math.max(super.getTotalRecordedEvents(), events.size());
  }
}
