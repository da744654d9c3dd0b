package dev.raglan.internal.otlp;

import dev.raglan.internal.otlp.EncodedSpans.Envelope;
import dev.raglan.internal.otlp.EncodedSpans.ResourceGroup;
import dev.raglan.internal.otlp.EncodedSpans.ScopeGroup;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.nio.ByteBuffer;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The protocol buffer encoding of OTLP traces. Written by hand, because OpenTelemetry's marshalers
 * are internal to it and differ between releases.
 *
 * @see <a
 *     href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
final class OtlpProtobuf implements EncodedSpans.Encoding, Envelope {

  static final OtlpProtobuf INSTANCE = new OtlpProtobuf();

  /** The most that the fields of a span take as a rule, and an attribute beside its texts. */
  private static final int SPAN_ESTIMATE = 256;

  private static final int ATTRIBUTE_ESTIMATE = 24;

  /** The length of most spans takes as many bytes as this one. */
  private static final int USUAL_SPAN = 2_048;

  private static final int LARGEST_ESTIMATE = 16 << 20;

  /** The most a tag and a length take. */
  private static final int PREFIX = 6;

  private OtlpProtobuf() {}

  @Override
  public String id() {
    return "protobuf";
  }

  /** Joins by appending: a repeated field may come in parts. */
  @Override
  public Buffer join(List<byte[]> requests) {
    Buffer joined = new Buffer();
    requests.forEach(joined::write);
    return joined;
  }

  @Override
  public EncodedSpans encode(List<SpanData> spans) {
    ProtobufWriter out = new ProtobufWriter(estimatedBytes(spans));
    EncodedSpans.Builder encoded = new EncodedSpans.Builder(spans.size(), this);
    for (SpanData span : spans) {
      int begun = out.begin(2, USUAL_SPAN);
      writeSpan(out, span);
      out.end(begun, USUAL_SPAN);
      encoded.add(span, out.size());
    }
    return encoded.build(out.buffer());
  }

  /**
   * Returns about as many bytes as the spans take if their texts are ASCII: a buffer that grows by
   * copying is most of what encoding costs.
   */
  private static int estimatedBytes(List<SpanData> spans) {
    long bytes = SPAN_ESTIMATE;
    for (SpanData span : spans) {
      bytes += SPAN_ESTIMATE + estimatedBytes(span.getAttributes());
      for (EventData event : span.getEvents()) {
        bytes += SPAN_ESTIMATE + estimatedBytes(event.getAttributes());
      }
    }
    return (int) Math.min(LARGEST_ESTIMATE, bytes);
  }

  private static long estimatedBytes(Attributes attributes) {
    long[] bytes = {0};
    attributes.forEach(
        (key, value) -> {
          bytes[0] += ATTRIBUTE_ESTIMATE + key.getKey().length();
          bytes[0] += value instanceof String text ? text.length() : 0;
        });
    return bytes[0];
  }

  @Override
  public byte[] head(Resource resource) {
    ProtobufWriter out = new ProtobufWriter(256);
    int begun = out.begin(1);
    writeAttributes(out, 1, resource.getAttributes());
    out.end(begun);
    writeText(out, 3, resource.getSchemaUrl());
    return out.toByteArray();
  }

  @Override
  public byte[] head(InstrumentationScopeInfo scope) {
    ProtobufWriter out = new ProtobufWriter(128);
    int begun = out.begin(1);
    writeText(out, 1, scope.getName());
    writeText(out, 2, scope.getVersion());
    writeAttributes(out, 3, scope.getAttributes());
    out.end(begun);
    writeText(out, 3, scope.getSchemaUrl());
    return out.toByteArray();
  }

  @Override
  public long overhead(byte[] head) {
    return head.length + (long) PREFIX;
  }

  @Override
  public void write(List<ResourceGroup> groups, Buffer out) {
    for (ResourceGroup resource : groups) {
      long size = resource.head().length;
      for (ScopeGroup scope : resource.scopes()) {
        size += 1 + ProtobufWriter.varintSize(sizeOf(scope)) + sizeOf(scope);
      }
      writePrefix(out, 1, (int) size);
      out.write(resource.head());
      for (ScopeGroup scope : resource.scopes()) {
        writePrefix(out, 2, sizeOf(scope));
        out.write(scope.head());
        scope.writeSpans(out, null);
      }
    }
  }

  private static int sizeOf(ScopeGroup scope) {
    return scope.head().length + scope.bytes();
  }

  private static void writePrefix(Buffer out, int field, int length) {
    out.writeByte(field << 3 | 2);
    int left = length;
    while ((left & ~0x7f) != 0) {
      out.writeByte(left & 0x7f | 0x80);
      left >>>= 7;
    }
    out.writeByte(left);
  }

  private static void writeSpan(ProtobufWriter out, SpanData span) {
    writeContext(out, span.getSpanContext());
    if (SpanId.isValid(span.getParentSpanId())) {
      out.hex(4, span.getParentSpanId());
    }
    writeText(out, 5, span.getName());
    out.number(6, span.getKind().ordinal() + 1L);
    out.fixed64(7, span.getStartEpochNanos());
    out.fixed64(8, span.getEndEpochNanos());
    writeAttributes(out, 9, span.getAttributes());
    writeCount(out, 10, span.getTotalAttributeCount() - span.getAttributes().size());
    List<EventData> events = span.getEvents();
    for (EventData event : events) {
      writeEvent(out, event);
    }
    writeCount(out, 12, span.getTotalRecordedEvents() - events.size());
    List<LinkData> links = span.getLinks();
    for (LinkData link : links) {
      writeLink(out, link);
    }
    writeCount(out, 14, span.getTotalRecordedLinks() - links.size());
    writeStatus(out, span.getStatus());
    out.fixed32(16, OtlpJsonSpan.flags(span.getSpanContext(), span.getParentSpanContext()));
  }

  private static void writeContext(ProtobufWriter out, SpanContext context) {
    out.hex(1, context.getTraceId());
    out.hex(2, context.getSpanId());
    if (!context.getTraceState().isEmpty()) {
      out.text(3, OtlpJsonSpan.header(context.getTraceState()));
    }
  }

  private static void writeEvent(ProtobufWriter out, EventData event) {
    int begun = out.begin(11);
    out.fixed64(1, event.getEpochNanos());
    writeText(out, 2, event.getName());
    writeAttributes(out, 3, event.getAttributes());
    writeCount(out, 4, event.getDroppedAttributesCount());
    out.end(begun);
  }

  private static void writeLink(ProtobufWriter out, LinkData link) {
    int begun = out.begin(13);
    writeContext(out, link.getSpanContext());
    writeAttributes(out, 4, link.getAttributes());
    writeCount(out, 5, link.getTotalAttributeCount() - link.getAttributes().size());
    out.fixed32(6, OtlpJsonSpan.flags(link.getSpanContext(), link.getSpanContext()));
    out.end(begun);
  }

  private static void writeStatus(ProtobufWriter out, StatusData status) {
    int begun = out.begin(15);
    writeText(out, 2, status.getDescription());
    writeCount(out, 3, status.getStatusCode().ordinal());
    out.end(begun);
  }

  private static void writeText(ProtobufWriter out, int field, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      out.text(field, text);
    }
  }

  private static void writeCount(ProtobufWriter out, int field, int count) {
    if (count > 0) {
      out.number(field, count);
    }
  }

  private static void writeAttributes(ProtobufWriter out, int field, Attributes attributes) {
    attributes.forEach((key, value) -> writeKeyValue(out, field, key.getKey(), value));
  }

  private static void writeKeyValue(ProtobufWriter out, int field, String key, Object value) {
    if (value instanceof String text) {
      out.keyAndText(field, key, text);
      return;
    }
    int begun = out.begin(field);
    out.text(1, key);
    int valueBegun = out.begin(2);
    writeValue(out, value);
    out.end(valueBegun);
    out.end(begun);
  }

  /** Tells values apart by their class: releases of OpenTelemetry differ in attribute types. */
  private static void writeValue(ProtobufWriter out, @Nullable Object value) {
    if (value instanceof String text) {
      out.text(1, text);
    } else if (value instanceof Boolean bool) {
      out.number(2, bool ? 1 : 0);
    } else if (value instanceof Long number) {
      out.number(3, number);
    } else if (value instanceof Double number) {
      out.fixed64(4, Double.doubleToRawLongBits(number));
    } else if (value instanceof Iterable<?> list) {
      writeList(out, list);
    } else if (value instanceof Value<?> nested) {
      writeNested(out, nested);
    }
  }

  private static void writeNested(ProtobufWriter out, Value<?> nested) {
    Object value = nested.getValue();
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      out.bytes(7, bytes);
    } else if (nested.getType() == ValueType.KEY_VALUE_LIST && value instanceof Iterable<?> list) {
      int begun = out.begin(6);
      for (Object element : list) {
        if (element instanceof KeyValue pair) {
          writeKeyValue(out, 1, pair.getKey(), pair.getValue());
        }
      }
      out.end(begun);
    } else {
      writeValue(out, value);
    }
  }

  private static void writeList(ProtobufWriter out, Iterable<?> list) {
    int begun = out.begin(5);
    for (Object element : list) {
      int elementBegun = out.begin(1);
      writeValue(out, element);
      out.end(elementBegun);
    }
    out.end(begun);
  }
}
