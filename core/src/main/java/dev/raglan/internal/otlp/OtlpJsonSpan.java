package dev.raglan.internal.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;

/** The OTLP/JSON mapping of one span. Fields with their default value are left out. */
final class OtlpJsonSpan {

  /** The flag that gives the next bit a meaning. */
  private static final int HAS_IS_REMOTE = 0x100;

  private static final int IS_REMOTE = 0x200;

  private OtlpJsonSpan() {}

  static void write(JsonGenerator json, SpanData span) throws IOException {
    json.writeStartObject();
    writeContext(json, span.getSpanContext());
    if (SpanId.isValid(span.getParentSpanId())) {
      json.writeStringField("parentSpanId", span.getParentSpanId());
    }
    json.writeNumberField("flags", flags(span.getSpanContext(), span.getParentSpanContext()));
    OtlpJsonValues.writeText(json, "name", span.getName());
    json.writeNumberField("kind", span.getKind().ordinal() + 1);
    OtlpJsonValues.writeLong(json, "startTimeUnixNano", span.getStartEpochNanos());
    OtlpJsonValues.writeLong(json, "endTimeUnixNano", span.getEndEpochNanos());
    OtlpJsonValues.writeAttributes(json, span.getAttributes());
    writeDropped(
        json,
        "droppedAttributesCount",
        span.getTotalAttributeCount() - span.getAttributes().size());
    writeEvents(json, span);
    writeLinks(json, span);
    writeStatus(json, span.getStatus());
    json.writeEndObject();
  }

  private static void writeContext(JsonGenerator json, SpanContext context) throws IOException {
    json.writeStringField("traceId", context.getTraceId());
    json.writeStringField("spanId", context.getSpanId());
    OtlpJsonValues.writeText(json, "traceState", header(context.getTraceState()));
  }

  static String header(TraceState state) {
    StringJoiner header = new StringJoiner(",");
    state.forEach((key, value) -> header.add(key + "=" + value));
    return header.toString();
  }

  /** Returns the W3C flags of the context, with two bits that mark a remote origin. */
  static int flags(SpanContext context, SpanContext origin) {
    int remote = origin.isRemote() ? HAS_IS_REMOTE | IS_REMOTE : HAS_IS_REMOTE;
    return context.getTraceFlags().asByte() & 0xff | remote;
  }

  private static void writeEvents(JsonGenerator json, SpanData span) throws IOException {
    List<EventData> events = span.getEvents();
    if (!events.isEmpty()) {
      json.writeArrayFieldStart("events");
      for (EventData event : events) {
        writeEvent(json, event);
      }
      json.writeEndArray();
    }
    writeDropped(json, "droppedEventsCount", span.getTotalRecordedEvents() - events.size());
  }

  private static void writeEvent(JsonGenerator json, EventData event) throws IOException {
    json.writeStartObject();
    OtlpJsonValues.writeLong(json, "timeUnixNano", event.getEpochNanos());
    OtlpJsonValues.writeText(json, "name", event.getName());
    OtlpJsonValues.writeAttributes(json, event.getAttributes());
    writeDropped(json, "droppedAttributesCount", event.getDroppedAttributesCount());
    json.writeEndObject();
  }

  private static void writeLinks(JsonGenerator json, SpanData span) throws IOException {
    List<LinkData> links = span.getLinks();
    if (!links.isEmpty()) {
      json.writeArrayFieldStart("links");
      for (LinkData link : links) {
        writeLink(json, link);
      }
      json.writeEndArray();
    }
    writeDropped(json, "droppedLinksCount", span.getTotalRecordedLinks() - links.size());
  }

  private static void writeLink(JsonGenerator json, LinkData link) throws IOException {
    json.writeStartObject();
    writeContext(json, link.getSpanContext());
    json.writeNumberField("flags", flags(link.getSpanContext(), link.getSpanContext()));
    OtlpJsonValues.writeAttributes(json, link.getAttributes());
    writeDropped(
        json,
        "droppedAttributesCount",
        link.getTotalAttributeCount() - link.getAttributes().size());
    json.writeEndObject();
  }

  private static void writeStatus(JsonGenerator json, StatusData status) throws IOException {
    json.writeObjectFieldStart("status");
    OtlpJsonValues.writeText(json, "message", status.getDescription());
    int code = status.getStatusCode().ordinal();
    if (code != 0) {
      json.writeNumberField("code", code);
    }
    json.writeEndObject();
  }

  private static void writeDropped(JsonGenerator json, String field, int count) throws IOException {
    if (count > 0) {
      json.writeNumberField(field, count);
    }
  }
}
