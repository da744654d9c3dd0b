package dev.raglan.trace;

import dev.raglan.internal.context.RenderedContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf, and in which conversation, spans are recorded.
 *
 * <p>It rides in the OpenTelemetry context and is written on every span below, whether Raglan's or
 * another library's. Immutable.
 *
 * <pre>{@code
 * try (Scope scope = TraceContext.builder().sessionId("s-1").build().makeCurrent()) {
 *   // every span started here carries the session
 * }
 * }</pre>
 *
 * <p>Source of the words: Athina's segmentation fields.
 *
 * @param sessionId the session or conversation; null if it is not known
 * @param customerId the customer; null if it is not known
 * @param customerUserId the customer's end user; null if it is not known
 * @param tags tags, in order
 * @param metadata whatever else is known, written as JSON
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

  /** Nothing is known. */
  public static final TraceContext EMPTY =
      new TraceContext(null, null, null, List.of(), Map.of(), null, null);

  /** Copies tags and metadata. */
  public TraceContext {
    tags = List.copyOf(tags);
    metadata = metadata.isEmpty() ? Map.of() : copyOf(metadata);
  }

  private static Map<String, Object> copyOf(Map<String, Object> metadata) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** A builder with nothing in it. */
  public static TraceContextBuilder builder() {
    return new TraceContextBuilder(EMPTY);
  }

  /** A builder with what is known here. */
  public TraceContextBuilder toBuilder() {
    return new TraceContextBuilder(this);
  }

  /** What rides in the current OpenTelemetry context; {@link #EMPTY} if nothing does. */
  public static TraceContext current() {
    return of(Context.current());
  }

  /** What rides in the OpenTelemetry context; {@link #EMPTY} if nothing does. */
  public static TraceContext of(Context context) {
    RenderedContext stamp = RenderedContext.of(context);
    return stamp == null ? EMPTY : stamp.traceContext();
  }

  /** Whether nothing is known. */
  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /** What is known here and there: the other's words win, its tags and metadata are added. */
  public TraceContext merge(TraceContext other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    Set<String> allTags = new LinkedHashSet<>(tags);
    allTags.addAll(other.tags);
    Map<String, Object> allMetadata = new LinkedHashMap<>(metadata);
    allMetadata.putAll(other.metadata);
    return new TraceContext(
        either(other.sessionId, sessionId),
        either(other.customerId, customerId),
        either(other.customerUserId, customerUserId),
        List.copyOf(allTags),
        allMetadata,
        either(other.environment, environment),
        either(other.topic, topic));
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }

  /** The OpenTelemetry context with this in it, in place of what rode there before. */
  @Override
  public Context storeInContext(Context context) {
    return new RenderedContext(this).storeInContext(context);
  }
}
