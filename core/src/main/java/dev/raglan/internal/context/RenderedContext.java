package dev.raglan.internal.context;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.render.Renderer;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TraceContext} as it rides in the OpenTelemetry context: with the attributes it becomes,
 * rendered once for all the spans below. Thread-safe.
 */
public final class RenderedContext implements ImplicitContextKeyed {

  private static final ContextKey<RenderedContext> KEY = ContextKey.named("raglan-trace-context");

  private final TraceContext traceContext;
  private volatile @Nullable Rendered rendered;

  /** The attributes, and who rendered them: two renderers may share a context. */
  private record Rendered(Renderer by, Attributes attributes) {}

  public RenderedContext(TraceContext traceContext) {
    this.traceContext = traceContext;
  }

  public static @Nullable RenderedContext of(Context context) {
    return context.get(KEY);
  }

  @Override
  public Context storeInContext(Context context) {
    return context.with(KEY, this);
  }

  public TraceContext traceContext() {
    return traceContext;
  }

  /** Adds to what is known of a span before it starts; what is said of the span itself wins. */
  public Attributes addTo(Attributes known, Renderer renderer) {
    AttributesBuilder all = attributes(renderer).toBuilder();
    known.forEach((key, value) -> all.put(untyped(key), united(value, allOf(key, renderer))));
    return all.build();
  }

  private @Nullable Object allOf(AttributeKey<?> key, Renderer renderer) {
    return key.getType() == AttributeType.STRING_ARRAY ? attributes(renderer).get(key) : null;
  }

  /** Writes on a span that has just started; what is said of the span itself wins. */
  void writeOn(ReadWriteSpan span, Renderer renderer) {
    attributes(renderer)
        .forEach(
            (key, value) -> {
              Object own = span.getAttribute(key);
              span.setAttribute(untyped(key), own == null ? value : united(own, value));
            });
  }

  /** Tags are united; of anything else the span's own is kept. */
  private static Object united(Object own, @Nullable Object common) {
    if (!(own instanceof Collection<?> ownTags) || !(common instanceof Collection<?> commonTags)) {
      return own;
    }
    Set<Object> all = new LinkedHashSet<>(commonTags);
    all.addAll(ownTags);
    return List.copyOf(all);
  }

  @SuppressWarnings("unchecked") // The value was put under the key, or united of two that were.
  private static AttributeKey<Object> untyped(AttributeKey<?> key) {
    return (AttributeKey<Object>) key;
  }

  private Attributes attributes(Renderer renderer) {
    Rendered current = rendered;
    if (current == null || current.by() != renderer) {
      current = new Rendered(renderer, renderer.renderCommon(bindings()));
      rendered = current;
    }
    return current.attributes();
  }

  private Bindings bindings() {
    Bindings bindings = new Bindings();
    bindings.put(Field.SESSION_ID, traceContext.sessionId());
    bindings.put(Field.CUSTOMER_ID, traceContext.customerId());
    bindings.put(Field.CUSTOMER_USER_ID, traceContext.customerUserId());
    bindings.put(Field.ENVIRONMENT, traceContext.environment());
    bindings.put(Field.TOPIC, traceContext.topic());
    putAny(Field.TAGS, traceContext.tags(), bindings);
    Map<String, Object> metadata = traceContext.metadata();
    bindings.put(Field.CUSTOM_ATTRIBUTES, metadata.isEmpty() ? null : metadata);
    return bindings;
  }

  private static void putAny(Field field, Collection<?> values, Bindings bindings) {
    bindings.put(field, values.isEmpty() ? null : values);
  }
}
