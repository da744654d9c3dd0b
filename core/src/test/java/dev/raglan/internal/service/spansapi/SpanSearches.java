package dev.raglan.internal.service.spansapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.raglan.internal.service.spansapi.SpansApiServer.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import okhttp3.HttpUrl;

/** A search as the service does it. */
final class SpanSearches {

  private static final Set<String> QUERY =
      Set.of("ending_before", "starting_after", "from_ts", "to_ts", "limit", "sort_order");

  /** The lists of the body, by the span's field that they filter. */
  private static final Map<String, String> LISTS =
      Map.of(
          "application_variant_ids", "application_variant_id",
          "names", "name",
          "parent_ids", "parent_id",
          "span_ids", "id",
          "statuses", "status",
          "trace_ids", "trace_id",
          "types", "type");

  private static final Map<String, String> EXCLUDED =
      Map.of("excluded_span_ids", "id", "excluded_trace_ids", "trace_id");

  private SpanSearches() {}

  static ObjectNode search(StoredSpans stored, HttpUrl url, JsonNode body) {
    url.queryParameterNames()
        .forEach(name -> Refused.unless(QUERY.contains(name), 422, name + " is no parameter"));
    List<ObjectNode> found = new ArrayList<>(stored.all().values());
    String order = url.queryParameter("sort_order");
    Refused.unless(
        order == null || order.equals("asc") || order.equals("desc"), 422, "sort_order is wrong");
    Comparator<ObjectNode> byStart =
        Comparator.comparing(span -> StoredSpans.time(span.path("start_timestamp")));
    found.sort("desc".equals(order) ? byStart.reversed() : byStart);
    List<ObjectNode> ordered = List.copyOf(found);
    found.removeIf(times(url).negate());
    body.properties()
        .forEach(filter -> found.removeIf(filter(filter.getKey(), filter.getValue()).negate()));
    return page(found, ordered, url);
  }

  private static ObjectNode page(List<ObjectNode> found, List<ObjectNode> all, HttpUrl url) {
    String after = url.queryParameter("starting_after");
    String before = url.queryParameter("ending_before");
    Refused.unless(after == null || before == null, 422, "Two cursors");
    int limit = limit(url.queryParameter("limit"));
    List<ObjectNode> rest = new ArrayList<>(found);
    if (after != null) {
      rest.removeAll(all.subList(0, place(all, after) + 1));
    }
    if (before != null) {
      rest.removeAll(all.subList(place(all, before), all.size()));
    }
    boolean more = rest.size() > limit;
    int from = more && before != null ? rest.size() - limit : 0;
    ObjectNode page = JsonNodeFactory.instance.objectNode().put("object", "list");
    page.put("has_more", more);
    ArrayNode items = page.putArray("items");
    rest.subList(from, from + Math.min(limit, rest.size())).forEach(items::add);
    return page;
  }

  private static int place(List<ObjectNode> all, String id) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).path("id").asText().equals(id)) {
        return i;
      }
    }
    throw new Refused(422, "The cursor is no span");
  }

  private static int limit(String text) {
    int limit = text == null ? 100 : Integer.parseInt(text);
    Refused.unless(limit >= 1 && limit <= 1000, 422, "limit must be from 1 to 1000");
    return limit;
  }

  private static Predicate<ObjectNode> times(HttpUrl url) {
    String from = url.queryParameter("from_ts");
    String to = url.queryParameter("to_ts");
    Instant oldest = from == null ? Instant.MIN : StoredSpans.time(new TextNode(from));
    Instant newest = to == null ? Instant.MAX : StoredSpans.time(new TextNode(to));
    return span -> {
      Instant start = StoredSpans.time(span.path("start_timestamp"));
      return !start.isBefore(oldest) && !start.isAfter(newest);
    };
  }

  private static Predicate<ObjectNode> filter(String name, JsonNode value) {
    if (LISTS.containsKey(name)) {
      List<String> texts = texts(name, value);
      return span -> texts.contains(span.path(LISTS.get(name)).asText());
    }
    if (EXCLUDED.containsKey(name)) {
      List<String> texts = texts(name, value);
      return span -> !texts.contains(span.path(EXCLUDED.get(name)).asText());
    }
    return switch (name) {
      case "group_id" -> {
        Refused.unless(value.isTextual(), 422, "group_id must be a text");
        yield span -> span.path("group_id").equals(value);
      }
      case "parents_only" -> {
        Refused.unless(value.isBoolean(), 422, "parents_only must be a boolean");
        yield span -> !value.booleanValue() || span.path("parent_id").isNull();
      }
      case "search_texts" -> {
        List<String> texts = texts(name, value);
        yield span -> {
          String content = span.path("input").toString() + span.path("output");
          return texts.stream().anyMatch(content::contains);
        };
      }
      case "extra_metadata" -> {
        Refused.unless(value.isObject(), 422, "extra_metadata must be a dictionary");
        yield span ->
            value.properties().stream()
                .allMatch(
                    entry -> span.path("metadata").path(entry.getKey()).equals(entry.getValue()));
      }
      case "min_duration_ms" -> span -> millis(span) >= number(name, value);
      case "max_duration_ms" -> span -> millis(span) >= 0 && millis(span) <= number(name, value);
      default -> throw new Refused(422, name + " is no filter");
    };
  }

  private static long number(String name, JsonNode value) {
    Refused.unless(value.isIntegralNumber(), 422, name + " must be an integer");
    return value.longValue();
  }

  /** Returns the duration; negative if the span has not ended. */
  private static long millis(ObjectNode span) {
    return span.path("end_timestamp").isNull()
        ? -1
        : Duration.between(
                StoredSpans.time(span.path("start_timestamp")),
                StoredSpans.time(span.path("end_timestamp")))
            .toMillis();
  }

  private static List<String> texts(String name, JsonNode value) {
    Refused.unless(value.isArray(), 422, name + " must be a list");
    return StreamSupport.stream(value.spliterator(), false)
        .peek(each -> Refused.unless(each.isTextual(), 422, name + " must hold texts"))
        .map(JsonNode::asText)
        .toList();
  }
}
