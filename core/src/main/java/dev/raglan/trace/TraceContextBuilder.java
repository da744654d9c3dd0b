package dev.raglan.trace;

import dev.raglan.internal.context.TagWords;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link TraceContext}. A blank word is taken as one that is not known, since it often
 * comes from a request. Not thread-safe.
 */
public final class TraceContextBuilder {

  private final Set<String> tags;
  private final Map<String, Object> metadata;
  private @Nullable String sessionId;
  private @Nullable String customerId;
  private @Nullable String customerUserId;
  private @Nullable String environment;
  private @Nullable String topic;

  TraceContextBuilder(TraceContext from) {
    this.tags = new LinkedHashSet<>(from.tags());
    this.metadata = new LinkedHashMap<>(from.metadata());
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
  public TraceContextBuilder tags(@Nullable String... added) {
    return tags(Arrays.asList(added));
  }

  /** Adds tags. */
  public TraceContextBuilder tags(Collection<? extends @Nullable String> added) {
    tags.addAll(TagWords.of(added));
    return this;
  }

  /** Adds something that is known; null takes it away. */
  public TraceContextBuilder metadata(String key, @Nullable Object value) {
    if (value == null) {
      metadata.remove(key);
    } else {
      metadata.put(key, value);
    }
    return this;
  }

  /** Adds what is known; a null value takes it away. */
  public TraceContextBuilder metadata(Map<String, ? extends @Nullable Object> added) {
    added.forEach(this::metadata);
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

  /** What is known. */
  public TraceContext build() {
    return new TraceContext(
        sessionId, customerId, customerUserId, List.copyOf(tags), metadata, environment, topic);
  }

  private static @Nullable String blankToNull(@Nullable String word) {
    return word == null || word.isBlank() ? null : word;
  }
}
