package dev.raglan.internal.service.spansapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.client.SpanPatch;
import dev.raglan.client.StoredSpan;
import dev.raglan.client.StoredStatus;
import dev.raglan.client.StoredType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Spans as the JSON of the Spans API. */
final class SpanJson {

  /** An answer is bounded in whole, and a single text may be as long as a request. */
  private static final int MAX_TEXT = 100_000_000;

  static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonTrees.NODES)
          .build();

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "account_id",
          "name",
          "start_timestamp",
          "trace_id",
          "application_interaction_id",
          "application_variant_id",
          "created_by",
          "end_timestamp",
          "group_id",
          "input",
          "metadata",
          "object",
          "output",
          "parent_id",
          "status",
          "type");

  private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private SpanJson() {}

  /** Returns the body that creates the span. */
  static ObjectNode write(StoredSpan span) {
    ObjectNode json = JSON.createObjectNode();
    span.additional()
        .forEach(
            (name, value) -> {
              if (!KNOWN.contains(name)) {
                json.set(name, JsonTrees.tree(value));
              }
            });
    put(json, "id", span.id());
    put(json, "name", span.name());
    put(json, "start_timestamp", time(span.start()));
    put(json, "end_timestamp", time(span.end()));
    put(json, "trace_id", span.traceId());
    put(json, "parent_id", span.parentId());
    put(json, "group_id", span.groupId());
    put(json, "input", span.input());
    put(json, "output", span.output());
    put(json, "metadata", span.metadata());
    put(json, "status", span.status() == null ? null : span.status().word());
    put(json, "type", span.type() == null ? null : span.type().word());
    put(json, "application_variant_id", span.applicationVariantId());
    put(json, "application_interaction_id", span.applicationInteractionId());
    return json;
  }

  /** Returns the body that changes a span. */
  static ObjectNode write(SpanPatch patch) {
    ObjectNode json = JSON.createObjectNode();
    put(json, "name", patch.name());
    put(json, "end_timestamp", time(patch.end()));
    put(json, "output", patch.output());
    put(json, "metadata", patch.metadata());
    put(json, "status", patch.status() == null ? null : patch.status().word());
    return json;
  }

  /** Puts the value, unless it is null. */
  static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.set(name, JsonTrees.tree(value));
    }
  }

  /**
   * Returns the time in RFC 3339, in UTC; null for null.
   *
   * @throws IllegalArgumentException if its year is not one of RFC 3339's
   */
  static @Nullable String time(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    if (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME)) {
      throw new IllegalArgumentException("RFC 3339 has years from 1 to 9999: " + time);
    }
    return time.toString();
  }

  static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the span cannot be written as JSON", e);
    }
  }

  /** Reads a JSON object. */
  static JsonNode readObject(byte[] body) throws UnreadableAnswer {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException | StackOverflowError e) {
      // Not the cause of ours: its message quotes the answer.
      throw new UnreadableAnswer("is not JSON");
    }
    if (json == null || !json.isObject()) {
      throw new UnreadableAnswer("is not a JSON object");
    }
    return json;
  }

  /** Reads a span; fields that are null are not there. */
  static StoredSpan read(JsonNode json) throws UnreadableAnswer {
    if (!json.isObject()) {
      throw new UnreadableAnswer("has a span that is not a JSON object");
    }
    try {
      return readFields(json);
    } catch (IllegalArgumentException e) {
      throw new UnreadableAnswer("has a span with values that are nested too deeply");
    }
  }

  /**
   * @throws IllegalArgumentException if the values are nested too deeply
   */
  private static StoredSpan readFields(JsonNode json) throws UnreadableAnswer {
    StoredSpan.Builder span =
        StoredSpan.builder(
            required(json, "name"),
            readTime("start_timestamp", required(json, "start_timestamp")),
            required(json, "trace_id"));
    span.id(required(json, "id"));
    span.parentId(text(json, "parent_id"));
    span.groupId(text(json, "group_id"));
    span.applicationVariantId(text(json, "application_variant_id"));
    span.applicationInteractionId(text(json, "application_interaction_id"));
    span.accountId(text(json, "account_id"));
    span.input(map(json, "input"));
    span.output(map(json, "output"));
    span.metadata(map(json, "metadata"));
    span.createdBy(map(json, "created_by"));
    String end = text(json, "end_timestamp");
    span.end(end == null ? null : readTime("end_timestamp", end));
    String status = text(json, "status");
    span.status(status == null ? null : StoredStatus.of(status));
    String type = text(json, "type");
    span.type(type == null ? null : StoredType.of(type));
    span.additional(unknown(json));
    return span.build();
  }

  private static Map<String, @Nullable Object> unknown(JsonNode json) {
    Map<String, @Nullable Object> unknown = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!KNOWN.contains(field.getKey())) {
        unknown.put(field.getKey(), JsonTrees.value(field.getValue()));
      }
    }
    return unknown;
  }

  private static String required(JsonNode json, String name) throws UnreadableAnswer {
    String text = text(json, name);
    if (text == null) {
      throw new UnreadableAnswer("has a span without " + name);
    }
    return text;
  }

  private static @Nullable String text(JsonNode json, String name) throws UnreadableAnswer {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new UnreadableAnswer("has a span whose " + name + " is not a string");
    }
    return value.textValue();
  }

  private static @Nullable Map<String, @Nullable Object> map(JsonNode json, String name)
      throws UnreadableAnswer {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw new UnreadableAnswer("has a span whose " + name + " is not a JSON object");
    }
    return JsonTrees.map(value);
  }

  /** Reads a time; one without an offset, as Python writes it, is in UTC. */
  private static Instant readTime(String name, String text) throws UnreadableAnswer {
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text, OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime offset
          ? offset.toInstant()
          : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new UnreadableAnswer("has a span whose " + name + " is not a time");
    }
  }
}
