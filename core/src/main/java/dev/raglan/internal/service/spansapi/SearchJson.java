package dev.raglan.internal.service.spansapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.client.SortOrder;
import dev.raglan.client.SpanSearch;
import dev.raglan.client.StoredStatus;
import dev.raglan.client.StoredType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A search as its query, of cursor and times, and its body, of filters. */
final class SearchJson {

  private SearchJson() {}

  static void query(SpanSearch search, HttpUrl.Builder url) {
    add(url, "starting_after", search.startingAfter());
    add(url, "ending_before", search.endingBefore());
    add(url, "from_ts", SpanJson.time(search.from()));
    add(url, "to_ts", SpanJson.time(search.to()));
    add(url, "limit", search.limit());
    SortOrder order = search.sortOrder();
    add(url, "sort_order", order == null ? null : order.name().toLowerCase(Locale.ROOT));
  }

  private static void add(HttpUrl.Builder url, String name, @Nullable Object value) {
    if (value != null) {
      url.addQueryParameter(name, value.toString());
    }
  }

  static ObjectNode body(SpanSearch search) {
    ObjectNode json = SpanJson.JSON.createObjectNode();
    put(json, "application_variant_ids", search.applicationVariantIds());
    put(json, "excluded_span_ids", search.excludedSpanIds());
    put(json, "excluded_trace_ids", search.excludedTraceIds());
    SpanJson.put(json, "group_id", search.groupId());
    put(json, "names", search.names());
    put(json, "parent_ids", search.parentIds());
    SpanJson.put(json, "parents_only", search.parentsOnly());
    put(json, "search_texts", search.searchTexts());
    put(json, "span_ids", search.spanIds());
    put(json, "statuses", search.statuses().stream().map(StoredStatus::word).toList());
    put(json, "trace_ids", search.traceIds());
    put(json, "types", search.types().stream().map(StoredType::word).toList());
    SpanJson.put(json, "min_duration_ms", millis(search.minDuration()));
    SpanJson.put(json, "max_duration_ms", millis(search.maxDuration()));
    if (!search.extraMetadata().isEmpty()) {
      SpanJson.put(json, "extra_metadata", search.extraMetadata());
    }
    return json;
  }

  private static void put(ObjectNode json, String name, List<String> values) {
    if (!values.isEmpty()) {
      SpanJson.put(json, name, values);
    }
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
