package dev.raglan.internal.service.scale;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.SpanAttributes;
import dev.raglan.model.ScaleSpanType;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A span in the fields of the Spans API. */
final class ScaleSpan {

  private ScaleSpan() {}

  /**
   * Returns the id of a span, a UUID that is the same each time: OpenTelemetry's id of a span alone
   * is too short to be unique in an account.
   */
  static String id(String traceId, String spanId) {
    byte[] name = (traceId + spanId).getBytes(StandardCharsets.US_ASCII);
    return UUID.nameUUIDFromBytes(name).toString();
  }

  static String id(AssembledSpan span) {
    return id(span.data().getTraceId(), span.spanId());
  }

  /** Returns the span; fields without a value are left out. */
  static Map<String, Object> of(AssembledSpan span) {
    SpanAttributes read = span.attributes();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id(span));
    fields.put("name", span.name());
    fields.put("start_timestamp", time(span.startNanos()));
    fields.put("end_timestamp", time(span.endNanos()));
    fields.put("trace_id", span.data().getTraceId());
    AssembledSpan parent = span.parent();
    JsonText.put(fields, "parent_id", parent == null ? null : id(parent));
    String group = given(read.get(RaglanAttributes.GROUP_ID));
    JsonText.put(fields, "group_id", group == null ? given(read.sessionId()) : group);
    JsonText.put(fields, "input", wrapped("input", input(read)));
    JsonText.put(fields, "output", wrapped("output", output(read)));
    JsonText.put(fields, "metadata", metadata(span));
    JsonText.put(fields, "status", status(read));
    fields.put("type", type(read.type()).name());
    JsonText.put(
        fields, "application_variant_id", given(read.get(RaglanAttributes.APPLICATION_VARIANT_ID)));
    JsonText.put(
        fields,
        "application_interaction_id",
        given(read.get(RaglanAttributes.APPLICATION_INTERACTION_ID)));
    return fields;
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** Returns the time in RFC 3339. */
  static String time(long epochNanos) {
    return Instant.ofEpochSecond(0, epochNanos).toString();
  }

  private static @Nullable Object input(SpanAttributes read) {
    if (read.isGeneration()) {
      return read.prompt();
    }
    String input = read.input();
    return input == null ? null : JsonText.parse(input);
  }

  private static @Nullable Object output(SpanAttributes read) {
    if (read.isGeneration()) {
      return read.response();
    }
    String output = read.output();
    return output == null ? null : JsonText.parse(output);
  }

  /** Returns a map as it is, anything else under a name; null for null. */
  static @Nullable Object wrapped(String name, @Nullable Object value) {
    return value == null || value instanceof Map<?, ?> ? value : Map.of(name, value);
  }

  /** Returns Scale's type: the one of that name, else that of Raglan's type. */
  static ScaleSpanType type(String type) {
    return Arrays.stream(ScaleSpanType.values())
        .filter(each -> each.name().equals(type))
        .findFirst()
        .orElseGet(
            () -> {
              SpanType known = SpanType.ofId(type);
              return ScaleSpanType.of(known == null ? SpanType.CUSTOM : known);
            });
  }

  private static @Nullable String status(SpanAttributes read) {
    if (read.ownStatus() != null) {
      return null;
    }
    Status status = read.status();
    return status == null ? "SUCCESS" : word(status);
  }

  /** Returns Scale's word; null for an outcome that has not come out. */
  static @Nullable String word(Status status) {
    return switch (status) {
      case SUCCESS -> "SUCCESS";
      case FAILURE -> "ERROR";
      case ABORTED, CANCELED -> "CANCELED";
      case PENDING, UNKNOWN -> null;
    };
  }

  private static Map<String, Object> metadata(AssembledSpan span) {
    SpanAttributes read = span.attributes();
    Map<String, Object> metadata = new LinkedHashMap<>();
    read.customAttributes().forEach((key, value) -> JsonText.put(metadata, key, value));
    read.userAttributes().forEach((key, value) -> JsonText.put(metadata, key, value));
    JsonText.put(metadata, "params", read.params());
    JsonText.put(metadata, "tags", read.tags());
    JsonText.put(metadata, "status", read.ownStatus());
    JsonText.put(metadata, "error", read.error());
    JsonText.put(metadata, "environment", read.environment());
    JsonText.put(metadata, "session_id", read.sessionId());
    JsonText.put(metadata, "customer_id", read.get(RaglanAttributes.CUSTOMER_ID));
    JsonText.put(metadata, "customer_user_id", read.userId());
    JsonText.put(metadata, "event_type", read.get(RaglanAttributes.EVENT_TYPE));
    JsonText.put(metadata, "model", read.model());
    JsonText.put(metadata, "provider", read.provider());
    JsonText.put(metadata, "model_options", read.modelOptions());
    JsonText.put(metadata, "prompt_tokens", read.inputTokens());
    JsonText.put(metadata, "completion_tokens", read.outputTokens());
    JsonText.put(metadata, "total_tokens", read.totalTokens());
    JsonText.put(metadata, "cost", read.cost());
    metadata.put("reference_id", span.referenceId());
    metadata.put("span_id", span.spanId());
    return metadata;
  }
}
