package dev.raglan.trace;

import dev.raglan.semconv.Tags;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.context.Scope;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The session, customer, user, tags and the like that spans are recorded for.
 *
 * <p>It is carried in the OpenTelemetry context and written on every span below, whether Raglan's
 * or another library's. One that is stored inside another is merged with it. Immutable.
 *
 * <pre>{@code
 * try (Scope scope = TraceContext.builder().sessionId("s-1").build().makeCurrent()) {
 *   // every span started here carries the session
 * }
 * }</pre>
 *
 * <p>Source of the names: Athina's segmentation fields.
 *
 * @param sessionId the session or conversation; null if it is not known
 * @param customerId the customer; null if it is not known
 * @param customerUserId the customer's end user; null if it is not known
 * @param tags tags, in order, at most 256
 * @param metadata further data, at most 256 entries, written as JSON
 * @param environment the environment, such as {@code staging}; null to leave it to the resource
 * @param topic the topic that the trace is filed under; null for none
 */
public record TraceContext(
    @Nullable String sessionId,
    @Nullable String customerId,
    @Nullable String customerUserId,
    List<String> tags,
    Map<String, Object> metadata,
    @Nullable String environment,
    @Nullable String topic)
    implements ImplicitContextKeyed {

  private static final int MOST_METADATA = 256;

  /** A trace context with nothing in it. */
  public static final TraceContext EMPTY =
      new TraceContext(null, null, null, List.of(), Map.of(), null, null);

  /** Holder of the storage, loaded when a context is first looked at. */
  private static final class Stored {

    private static final TraceContextStorage STORAGE =
        ServiceLoader.load(TraceContextStorage.class, TraceContext.class.getClassLoader())
            .findFirst()
            .orElseThrow();
  }

  /**
   * Copies tags and metadata; null tags, keys and values are left out, and so are the last of more
   * than 256.
   */
  public TraceContext {
    tags = tags == null || tags.isEmpty() ? List.of() : copyOf(tags);
    metadata = metadata == null || metadata.isEmpty() ? Map.of() : copyOf(metadata);
  }

  private static List<String> copyOf(List<String> tags) {
    return tags.stream().filter(Objects::nonNull).limit(Tags.MOST).toList();
  }

  private static Map<String, Object> copyOf(Map<String, Object> metadata) {
    Map<String, Object> copy = new LinkedHashMap<>(metadata);
    copy.keySet().removeIf(Objects::isNull);
    copy.values().removeIf(Objects::isNull);
    Iterator<String> keys = copy.keySet().iterator();
    for (int i = 0; keys.hasNext(); i++) {
      keys.next();
      if (i >= MOST_METADATA) {
        keys.remove();
      }
    }
    return Collections.unmodifiableMap(copy);
  }

  /** Returns a builder with nothing in it. */
  public static TraceContextBuilder builder() {
    return new TraceContextBuilder(EMPTY);
  }

  /** Returns a builder with the values of this one. */
  public TraceContextBuilder toBuilder() {
    return new TraceContextBuilder(this);
  }

  /** Returns the trace context of the current OpenTelemetry context; {@link #EMPTY} if none. */
  public static TraceContext current() {
    return of(Context.current());
  }

  /** Returns the trace context of an OpenTelemetry context; {@link #EMPTY} if it has none. */
  public static TraceContext of(Context context) {
    return Stored.STORAGE.get(requireContext(context));
  }

  /** Returns true if nothing is set. */
  public boolean isEmpty() {
    return sessionId == null
        && customerId == null
        && customerUserId == null
        && tags.isEmpty()
        && metadata.isEmpty()
        && environment == null
        && topic == null;
  }

  /**
   * Returns this with the other one over it: what the other sets replaces what is set here; its
   * tags and metadata are added.
   *
   * @param other null adds nothing
   */
  public TraceContext merge(@Nullable TraceContext other) {
    if (other == null || isEmpty() || other.isEmpty()) {
      return other == null || other.isEmpty() ? this : other;
    }
    Map<String, Object> allMetadata = new LinkedHashMap<>(metadata);
    allMetadata.putAll(other.metadata);
    return new TraceContext(
        either(other.sessionId, sessionId),
        either(other.customerId, customerId),
        either(other.customerUserId, customerUserId),
        Tags.union(tags, other.tags),
        allMetadata,
        either(other.environment, environment),
        either(other.topic, topic));
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }

  /** Returns the OpenTelemetry context with this merged over the trace context it has already. */
  @Override
  public Context storeInContext(Context context) {
    return Stored.STORAGE.with(requireContext(context), this);
  }

  /**
   * Makes the current OpenTelemetry context current with this in it, until the scope is closed by
   * the same thread.
   */
  @Override
  public Scope makeCurrent() {
    return Stored.STORAGE.makeCurrent(storeInContext(Context.current()));
  }

  private static Context requireContext(Context context) {
    if (context == null) {
      throw new IllegalArgumentException("context must not be null");
    }
    return context;
  }
}
