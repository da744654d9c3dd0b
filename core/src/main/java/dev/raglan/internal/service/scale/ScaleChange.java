package dev.raglan.internal.service.scale;

import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.service.ServiceClient.Exchange;
import dev.raglan.internal.transport.SendResult;
import dev.raglan.semconv.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A change of a span that is stored. The API replaces metadata as a whole: what is there is read
 * first. An account whose spans cannot be changed in part, which says so by 501, gets the whole
 * span again.
 *
 * @param id the span's
 * @param fields the fields to set
 * @param metadata the metadata to add
 * @param tags the tags to add
 */
record ScaleChange(
    ServiceClient client,
    String id,
    Map<String, Object> fields,
    Map<String, Object> metadata,
    List<String> tags)
    implements LongFunction<SendResult> {

  private static final String SPANS = "v5/spans/";
  private static final int NOT_IMPLEMENTED = 501;

  /** The fields of a span that the API takes; it answers more. */
  private static final List<String> WRITABLE =
      List.of(
          "id",
          "trace_id",
          "parent_id",
          "group_id",
          "name",
          "start_timestamp",
          "end_timestamp",
          "input",
          "output",
          "metadata",
          "status",
          "type",
          "application_variant_id",
          "application_interaction_id");

  @Override
  public SendResult apply(long nanos) {
    long end = System.nanoTime() + nanos;
    Map<String, Object> body = fields;
    Exchange read = null;
    if (!metadata.isEmpty() || !tags.isEmpty()) {
      read = read(end);
      if (!read.isAccepted() || read.answer() == null) {
        return read.result();
      }
      body = changed(read);
    }
    Exchange patched = client.send("PATCH", SPANS + id, JsonText.bytes(body), left(end));
    return patched.status() == NOT_IMPLEMENTED
        ? replace(read == null ? read(end) : read, end)
        : patched.result();
  }

  private Exchange read(long end) {
    return client.send("GET", SPANS + id, null, left(end));
  }

  private SendResult replace(Exchange read, long end) {
    if (!read.isAccepted() || read.answer() == null) {
      return read.result();
    }
    Map<String, @Nullable Object> stored = JsonText.answer(read.answer().body());
    Map<String, Object> whole = new LinkedHashMap<>();
    WRITABLE.forEach(field -> JsonText.put(whole, field, stored.get(field)));
    whole.putAll(changed(read));
    byte[] body = JsonText.bytes(Map.of("items", List.of(whole)));
    return client.send("PUT", ScaleBatchPart.PATH, body, left(end)).result();
  }

  /** Returns the fields to set, with the metadata that is there below the added. */
  private Map<String, Object> changed(Exchange read) {
    Map<String, Object> changed = new LinkedHashMap<>(fields);
    Map<String, Object> all = new LinkedHashMap<>();
    byte[] stored = read.answer() == null ? new byte[0] : read.answer().body();
    if (JsonText.answer(stored).get("metadata") instanceof Map<?, ?> before) {
      before.forEach((key, value) -> JsonText.put(all, String.valueOf(key), value));
    }
    all.putAll(metadata);
    List<?> before = all.get("tags") instanceof List<?> there ? there : List.of();
    JsonText.put(all, "tags", Tags.union(before.stream().map(String::valueOf).toList(), tags));
    JsonText.put(changed, "metadata", all);
    return changed;
  }

  private static long left(long end) {
    return Math.max(1, end - System.nanoTime());
  }
}
