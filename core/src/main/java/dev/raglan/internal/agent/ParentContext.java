package dev.raglan.internal.agent;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * A context with another span in it, for an SDK to take the parent from. The contexts of an agent
 * keep no span but its own, whatever {@link Context#with} is given.
 *
 * @param context has everything else
 * @param span the parent
 */
record ParentContext(Context context, Span span) implements Context {

  /** The name of OpenTelemetry's key, which is not public. */
  private static final String SPAN_KEY = "opentelemetry-trace-span-key";

  @Override
  @SuppressWarnings("unchecked") // The key is that of a span.
  public <V> @Nullable V get(ContextKey<V> key) {
    return key.toString().equals(SPAN_KEY) ? (V) span : context.get(key);
  }

  @Override
  public <V> Context with(ContextKey<V> key, V value) {
    return key.toString().equals(SPAN_KEY)
        ? context.with(key, value)
        : new ParentContext(context.with(key, value), span);
  }
}
