package dev.raglan.trace;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link TraceContext}. A blank text counts as null, since it often comes from a request.
 * Not thread-safe.
 */
public final class TraceContextBuilder {

  // Made when the first one is set: most trace contexts have none.
  private @Nullable Set<String> tags;
  private @Nullable Map<String, Object> metadata;

  private @Nullable String sessionId;
  private @Nullable String customerId;
  private @Nullable String customerUserId;
  private @Nullable String environment;
  private @Nullable String topic;

  TraceContextBuilder(TraceContext from) {
    this.tags = from.tags().isEmpty() ? null : new LinkedHashSet<>(from.tags());
    this.metadata = from.metadata().isEmpty() ? null : new LinkedHashMap<>(from.metadata());
    this.sessionId = from.sessionId();
    this.customerId = from.customerId();
    this.customerUserId = from.customerUserId();
    this.environment = from.environment();
    this.topic = from.topic();
  }

  /** Sets the session or conversation; null for none. */
  public TraceContextBuilder sessionId(@Nullable String id) {
    this.sessionId = blankToNull(id);
    return this;
  }

  /** Sets the customer; null for none. */
  public TraceContextBuilder customerId(@Nullable String id) {
    this.customerId = blankToNull(id);
    return this;
  }

  /** Sets the customer's end user; null for none. */
  public TraceContextBuilder customerUserId(@Nullable String id) {
    this.customerUserId = blankToNull(id);
    return this;
  }

  /** Adds tags. */
  public TraceContextBuilder tags(@Nullable String @Nullable ... added) {
    return tags(added == null ? List.of() : Arrays.asList(added));
  }

  /** Adds tags; those that are null or blank are left out. */
  public TraceContextBuilder tags(@Nullable Collection<? extends @Nullable String> added) {
    if (added != null && !added.isEmpty()) {
      Set<String> all = tags == null ? new LinkedHashSet<>() : tags;
      added.stream().filter(tag -> tag != null && !tag.isBlank()).forEach(all::add);
      tags = all;
    }
    return this;
  }

  /** Sets a value of the metadata; null removes it from this builder. */
  public TraceContextBuilder metadata(@Nullable String key, @Nullable Object value) {
    if (key != null && value != null) {
      Map<String, Object> all = metadata == null ? new LinkedHashMap<>() : metadata;
      all.put(key, value);
      metadata = all;
    } else if (key != null && metadata != null) {
      metadata.remove(key);
    }
    return this;
  }

  /** Sets values of the metadata; a null value is removed from this builder. */
  public TraceContextBuilder metadata(@Nullable Map<String, ? extends @Nullable Object> added) {
    if (added != null) {
      added.forEach(this::metadata);
    }
    return this;
  }

  /** Sets the environment; null to leave it to the resource. */
  public TraceContextBuilder environment(@Nullable String name) {
    this.environment = blankToNull(name);
    return this;
  }

  /** Sets the topic; null for none. */
  public TraceContextBuilder topic(@Nullable String name) {
    this.topic = blankToNull(name);
    return this;
  }

  /** Builds the trace context. */
  public TraceContext build() {
    List<String> allTags = tags == null ? List.of() : List.copyOf(tags);
    Map<String, Object> allMetadata = metadata == null ? Map.of() : metadata;
    return new TraceContext(
        sessionId, customerId, customerUserId, allTags, allMetadata, environment, topic);
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
