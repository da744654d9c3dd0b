package dev.raglan.internal.delivery;

import com.google.protobuf.ByteString;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/** A span that uses every field, and what OTLP makes of it, written out by hand. */
public final class RichSpan {

  public static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  public static final String SPAN = "00f067aa0ba902b7";
  public static final String PARENT = "b7ad6b7169203331";
  static final String LINKED_TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final String LINKED_SPAN = "53995c3f42cd8ad8";
  public static final long START = 1_700_000_000_123_456_789L;
  public static final long BIG = 9_007_199_254_740_993L;

  private RichSpan() {}

  public static SpanData data() {
    return TestSpanData.builder()
        .setName("RagService.ask — “é🦉”")
        .setKind(SpanKind.CLIENT)
        .setSpanContext(
            SpanContext.create(
                TRACE,
                SPAN,
                TraceFlags.getSampled(),
                TraceState.builder().put("k2", "v2").put("k1", "v1").build()))
        .setParentSpanContext(
            SpanContext.createFromRemoteParent(
                TRACE, PARENT, TraceFlags.getSampled(), TraceState.getDefault()))
        .setResource(
            io.opentelemetry.sdk.resources.Resource.create(
                Attributes.builder().put("service.name", "my-api").build(),
                "https://resource.schema"))
        .setInstrumentationScopeInfo(
            InstrumentationScopeInfo.builder("dev.raglan")
                .setVersion("0.1.0")
                .setSchemaUrl("https://scope.schema")
                .setAttributes(Attributes.builder().put("scope", true).build())
                .build())
        .setStartEpochNanos(START)
        .setEndEpochNanos(START + 412_000_000)
        .setHasEnded(true)
        .setAttributes(attributes())
        .setTotalAttributeCount(14)
        .setEvents(
            List.of(
                EventData.create(
                    START + 1, "exception", Attributes.builder().put("n", 1).build(), 3)))
        .setTotalRecordedEvents(5)
        .setLinks(
            List.of(
                LinkData.create(
                    SpanContext.createFromRemoteParent(
                        LINKED_TRACE,
                        LINKED_SPAN,
                        TraceFlags.getDefault(),
                        TraceState.builder().put("l", "w").build()),
                    Attributes.builder().put("why", "batch").build(),
                    6)))
        .setTotalRecordedLinks(7)
        .setStatus(StatusData.create(io.opentelemetry.api.trace.StatusCode.ERROR, "boom"))
        .build();
  }

  private static Attributes attributes() {
    return Attributes.builder()
        .put("text", "line\n\"quoted\" \\ \u0000 é 🦉")
        .put("empty", "")
        .put("flag", false)
        .put("big", BIG)
        .put("zero", 0L)
        .put("real", 0.1)
        .put("nan", Double.NaN)
        .put("minus", Double.NEGATIVE_INFINITY)
        .put(AttributeKey.stringArrayKey("texts"), List.of("a", "b"))
        .put(AttributeKey.longArrayKey("longs"), List.of(1L, -BIG))
        .put(AttributeKey.doubleArrayKey("reals"), List.of(1.5, Double.POSITIVE_INFINITY))
        .put(AttributeKey.booleanArrayKey("flags"), List.of(true, false))
        .build();
  }

  /** What the span is in OTLP. Attributes stand in the order of their keys. */
  public static ExportTraceServiceRequest request() {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setSchemaUrl("https://resource.schema")
                .setResource(
                    Resource.newBuilder().addAttributes(entry("service.name", text("my-api"))))
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .setSchemaUrl("https://scope.schema")
                        .setScope(
                            InstrumentationScope.newBuilder()
                                .setName("dev.raglan")
                                .setVersion("0.1.0")
                                .addAttributes(entry("scope", bool(true))))
                        .addSpans(span())))
        .build();
  }

  private static Span.Builder span() {
    return Span.newBuilder()
        .setTraceId(hex(TRACE))
        .setSpanId(hex(SPAN))
        .setParentSpanId(hex(PARENT))
        .setTraceState("k1=v1,k2=v2")
        .setFlags(0x301)
        .setName("RagService.ask — “é🦉”")
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .setStartTimeUnixNano(START)
        .setEndTimeUnixNano(START + 412_000_000)
        .addAttributes(entry("big", number(BIG)))
        .addAttributes(entry("empty", text("")))
        .addAttributes(entry("flag", bool(false)))
        .addAttributes(entry("flags", list(bool(true), bool(false))))
        .addAttributes(entry("longs", list(number(1), number(-BIG))))
        .addAttributes(entry("minus", real(Double.NEGATIVE_INFINITY)))
        .addAttributes(entry("nan", real(Double.NaN)))
        .addAttributes(entry("real", real(0.1)))
        .addAttributes(entry("reals", list(real(1.5), real(Double.POSITIVE_INFINITY))))
        .addAttributes(entry("text", text("line\n\"quoted\" \\ \u0000 é 🦉")))
        .addAttributes(entry("texts", list(text("a"), text("b"))))
        .addAttributes(entry("zero", number(0)))
        .setDroppedAttributesCount(2)
        .addEvents(
            Span.Event.newBuilder()
                .setTimeUnixNano(START + 1)
                .setName("exception")
                .addAttributes(entry("n", number(1)))
                .setDroppedAttributesCount(2))
        .setDroppedEventsCount(4)
        .addLinks(
            Span.Link.newBuilder()
                .setTraceId(hex(LINKED_TRACE))
                .setSpanId(hex(LINKED_SPAN))
                .setTraceState("l=w")
                .setFlags(0x300)
                .addAttributes(entry("why", text("batch")))
                .setDroppedAttributesCount(5))
        .setDroppedLinksCount(6)
        .setStatus(
            Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage("boom"));
  }

  static ByteString hex(String id) {
    return ByteString.fromHex(id);
  }

  private static KeyValue entry(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue text(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  private static AnyValue bool(boolean value) {
    return AnyValue.newBuilder().setBoolValue(value).build();
  }

  private static AnyValue number(long value) {
    return AnyValue.newBuilder().setIntValue(value).build();
  }

  private static AnyValue real(double value) {
    return AnyValue.newBuilder().setDoubleValue(value).build();
  }

  private static AnyValue list(AnyValue... values) {
    return AnyValue.newBuilder()
        .setArrayValue(ArrayValue.newBuilder().addAllValues(List.of(values)))
        .build();
  }
}
