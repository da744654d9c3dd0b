package dev.raglan.internal.service.spansapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.internal.service.spansapi.SpansApiServer.Refused;
import dev.raglan.model.ScaleSpanType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The spans of a server, and the rules of their fields. */
final class StoredSpans {

  private static final int MAX_ITEMS = 1000;
  private static final int MAX_TRACE_ID = 38;
  private static final Set<String> STATUSES = Set.of("SUCCESS", "ERROR", "CANCELED");
  private static final Set<String> TEXTS =
      Set.of(
          "id",
          "name",
          "trace_id",
          "parent_id",
          "group_id",
          "application_variant_id",
          "application_interaction_id");
  private static final Set<String> TIMES = Set.of("start_timestamp", "end_timestamp");
  private static final Set<String> MAPS = Set.of("input", "output", "metadata");
  private static final Set<String> CHANGEABLE =
      Set.of("name", "end_timestamp", "output", "metadata", "status");
  private static final Pattern RFC_3339 =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  private final Map<String, ObjectNode> spans = new LinkedHashMap<>();
  private boolean acceptUnknown;

  void acceptUnknown() {
    acceptUnknown = true;
  }

  synchronized Map<String, ObjectNode> all() {
    return new LinkedHashMap<>(spans);
  }

  JsonNode find(String id) {
    ObjectNode span = spans.get(id);
    Refused.unless(span != null, 404, "Span " + id + " not found");
    return span;
  }

  JsonNode create(JsonNode body) {
    return store(List.of(body), false).get(0);
  }

  List<ObjectNode> batch(JsonNode body, boolean replace) {
    Refused.unless(
        body.size() == 1 && body.path("items").isArray(), 422, "Body must have 'items' only");
    int size = body.path("items").size();
    Refused.unless(size >= 1 && size <= MAX_ITEMS, 422, "items must be from 1 to 1000: " + size);
    List<JsonNode> items = new ArrayList<>();
    body.path("items").forEach(items::add);
    return store(items, replace);
  }

  /** Stores all or none. */
  private List<ObjectNode> store(List<JsonNode> items, boolean replace) {
    Map<String, ObjectNode> batch = new LinkedHashMap<>();
    for (JsonNode item : items) {
      check(item);
      ObjectNode span = completed(item);
      String id = span.path("id").textValue();
      Refused.unless(
          batch.putIfAbsent(id, span) == null, 409, "Span " + id + " is in the batch twice");
      Refused.unless(replace || !spans.containsKey(id), 409, "Span " + id + " already exists");
    }
    Map<String, ObjectNode> after = new HashMap<>(spans);
    after.putAll(batch);
    batch.values().forEach(span -> checkParents(span, after));
    spans.putAll(batch);
    return List.copyOf(batch.values());
  }

  private static void checkParents(ObjectNode span, Map<String, ObjectNode> all) {
    Set<String> seen = new HashSet<>();
    for (ObjectNode each = span; each != null; ) {
      Refused.unless(seen.add(each.path("id").textValue()), 409, "Parents form a cycle");
      ObjectNode parent = all.get(each.path("parent_id").asText());
      Refused.unless(
          parent == null || parent.path("trace_id").equals(each.path("trace_id")),
          409,
          "The parent is of another trace");
      each = parent;
    }
  }

  private void check(JsonNode span) {
    Refused.unless(span.isObject(), 422, "A span must be a JSON object");
    for (String required : List.of("name", "start_timestamp", "trace_id")) {
      Refused.unless(span.hasNonNull(required), 422, required + " is required");
    }
    span.properties().forEach(field -> checkField(field.getKey(), field.getValue()));
    checkTimes(span);
  }

  private static void checkTimes(JsonNode span) {
    if (span.hasNonNull("end_timestamp")) {
      Refused.unless(
          !time(span.path("end_timestamp")).isBefore(time(span.path("start_timestamp"))),
          422,
          "end_timestamp is before start_timestamp");
    }
  }

  private void checkField(String name, JsonNode value) {
    if (TEXTS.contains(name)) {
      Refused.unless(value.isTextual() && !value.asText().isBlank(), 422, name + " must be a text");
      Refused.unless(
          !name.equals("trace_id") || value.asText().length() <= MAX_TRACE_ID,
          422,
          "trace_id must have at most 38 characters");
    } else if (TIMES.contains(name)) {
      time(value);
    } else if (MAPS.contains(name)) {
      Refused.unless(value.isObject(), 422, name + " must be a dictionary");
    } else if (name.equals("status")) {
      Refused.unless(
          acceptUnknown || STATUSES.contains(value.asText()), 422, "status is not a SpanStatus");
    } else if (name.equals("type")) {
      Refused.unless(acceptUnknown || isType(value), 422, "type is not a SpanType");
    } else {
      boolean own = Set.of("account_id", "created_by", "object").contains(name);
      Refused.unless(acceptUnknown && !own, 422, name + " is not a field of a span");
    }
  }

  private static boolean isType(JsonNode value) {
    return Arrays.stream(ScaleSpanType.values())
        .anyMatch(type -> type.name().equals(value.asText()));
  }

  static Instant time(JsonNode value) {
    Refused.unless(
        value.isTextual() && RFC_3339.matcher(value.textValue()).matches(),
        422,
        "A time must be in RFC 3339");
    try {
      return OffsetDateTime.parse(value.textValue()).toInstant();
    } catch (DateTimeException e) {
      throw new Refused(422, "A time must exist");
    }
  }

  /** Returns the span as the service shows it: absent fields are null. */
  private static ObjectNode completed(JsonNode item) {
    ObjectNode span = JsonNodeFactory.instance.objectNode();
    span.put("id", UUID.randomUUID().toString());
    TEXTS.stream().filter(name -> !name.equals("id")).forEach(span::putNull);
    TIMES.forEach(span::putNull);
    MAPS.forEach(span::putNull);
    span.putNull("status").putNull("type");
    span.setAll((ObjectNode) item);
    span.put("account_id", SpansApiServer.ACCOUNT).put("object", "span");
    span.putObject("created_by").put("id", "user-1").put("type", "user").put("object", "identity");
    return span;
  }

  JsonNode update(String id, JsonNode body) {
    ObjectNode span = ((ObjectNode) find(id)).deepCopy();
    body.properties()
        .forEach(
            field -> {
              Refused.unless(
                  CHANGEABLE.contains(field.getKey()), 422, field.getKey() + " cannot be changed");
              checkField(field.getKey(), field.getValue());
              span.set(field.getKey(), field.getValue());
            });
    checkTimes(span);
    spans.put(id, span);
    return span;
  }
}
