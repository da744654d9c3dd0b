package dev.raglan.internal.library.micrometer;

import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.safe.Safe;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes contexts current so that Micrometer's observations see their span.
 *
 * <p>Micrometer keeps a trace context under a key of its own in OpenTelemetry's context and prefers
 * it to {@link Span#current()}. A context that was derived from an observation's has that key, and
 * the observation would hide our span from whatever is observed below: such a context is opened by
 * Micrometer's scope, built on it; any other is made current as usual. Needs no bean: Micrometer's
 * key is static.
 */
public final class MicrometerScopes implements ContextScopes.Neighbour {

  private static final OtelCurrentTraceContext MICROMETER = new OtelCurrentTraceContext();

  /** Micrometer's key; null if it cannot be read here, and must be probed for. */
  private static final @Nullable ContextKey<?> KEY = Safe.orNull(MicrometerScopes::findKey);

  private static @Nullable ContextKey<?> findKey() throws ReflectiveOperationException {
    Field[] keys =
        Arrays.stream(OtelCurrentTraceContext.class.getDeclaredFields())
            .filter(field -> field.getType() == ContextKey.class)
            .toArray(Field[]::new);
    if (keys.length != 1) {
      return null;
    }
    keys[0].setAccessible(true);
    return (ContextKey<?>) keys[0].get(null);
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  public Scope open(Context context) {
    return hasObservation(context)
        ? MICROMETER.newScope(span(context, Context.current()).context())::close
        : context.makeCurrent();
  }

  /** A context that was never current may still have the observation that its call began in. */
  @Override
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  public Scope carry(Context context) {
    TraceContext observed = observed(context);
    String own = Span.fromContext(context).getSpanContext().getSpanId();
    return observed == null || observed.spanId().equals(own)
        ? ContextScopes.Neighbour.super.carry(context)
        : open(context);
  }

  private static boolean hasObservation(Context context) {
    return KEY == null ? observed(context) != null : context.get(KEY) != null;
  }

  /** Returns the trace context that observations see before the context's span; null if none. */
  private static @Nullable TraceContext observed(Context context) {
    if (KEY != null) {
      return (TraceContext) context.get(KEY);
    }
    try (Scope scope = context.makeCurrent()) {
      TraceContext seen = MICROMETER.context();
      return seen == MICROMETER.context() ? seen : null; // else it is made anew at each call
    }
  }

  /**
   * Returns the context's span as Micrometer's, with the context as what its scope is built on.
   *
   * <p>Micrometer opens no scope for a span that is current already, and the context's other
   * entries would be lost: such a span is given another identity.
   *
   * @param before the context in which the span is opened
   */
  static io.micrometer.tracing.Span span(Context context, Context before) {
    Span span = Span.fromContext(context);
    return span.getSpanContext().equals(Span.fromContext(before).getSpanContext())
        ? OtelSpan.fromOtel(new SameSpan(span), context.with(Span.getInvalid()))
        : OtelSpan.fromOtel(span, context);
  }
}
