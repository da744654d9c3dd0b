package dev.raglan.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** LastMile's JSON form of a span context: the ids are numbers of 128 and 64 bits. */
final class SpanContextJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory JSON = MAPPER.getFactory();

  private static final String ANY_TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return List.copyOf(carrier.keySet());
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  private SpanContextJson() {}

  static String of(SpanContext context) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberField("trace_id", new BigInteger(context.getTraceId(), 16));
      out.writeNumberField("span_id", new BigInteger(context.getSpanId(), 16));
      out.writeNumberField("trace_flags", context.getTraceFlags().asByte() & 0xff);
      out.writeStringField("trace_state", headerOf(context.getTraceState()));
      out.writeBooleanField("is_remote", context.isRemote());
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a StringWriter does not fail", impossible);
    }
    return text.toString();
  }

  private static String headerOf(TraceState state) {
    return state.asMap().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  /**
   * Reads the form.
   *
   * @throws IllegalArgumentException if the text is not of this form
   */
  static SpanContext parse(String text) {
    JsonNode json = read(text);
    String traceId = hex(json, "trace_id", TraceId.getLength());
    String spanId = hex(json, "span_id", SpanId.getLength());
    TraceFlags flags = TraceFlags.fromByte((byte) json.path("trace_flags").asInt(0));
    TraceState state = stateOf(json.path("trace_state"));
    return json.path("is_remote").asBoolean(true)
        ? SpanContext.createFromRemoteParent(traceId, spanId, flags, state)
        : SpanContext.create(traceId, spanId, flags, state);
  }

  private static JsonNode read(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      if (json != null && json.isObject()) {
        return json;
      }
    } catch (IOException malformed) {
      throw new IllegalArgumentException(
          "a serialized span context that starts with { must be a JSON object", malformed);
    }
    throw new IllegalArgumentException("a serialized span context must be a JSON object");
  }

  private static String hex(JsonNode json, String name, int length) {
    JsonNode number = json.path(name);
    BigInteger id = number.isIntegralNumber() ? number.bigIntegerValue() : BigInteger.ZERO;
    if (id.signum() <= 0 || id.bitLength() > length * 4) {
      throw new IllegalArgumentException(
          name + " must be a positive whole number of at most " + length * 4 + " bits");
    }
    String digits = id.toString(16);
    return "0".repeat(length - digits.length()) + digits;
  }

  /** A trace state that is malformed is left out, as the W3C recommendation says. */
  private static TraceState stateOf(JsonNode header) {
    if (!header.isTextual() || header.textValue().isBlank()) {
      return TraceState.getDefault();
    }
    Map<String, String> carrier =
        Map.of("traceparent", ANY_TRACEPARENT, "tracestate", header.textValue());
    Context extracted =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), carrier, GETTER);
    return Span.fromContext(extracted).getSpanContext().getTraceState();
  }
}
