package dev.raglan.internal.context;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a span whose start was given: its events lie as far behind that as they are recorded
 * behind its opening, and not behind the end that was given. Immutable and thread-safe.
 */
public final class SpanClock implements ImplicitContextKeyed {

  private static final ContextKey<SpanClock> KEY = ContextKey.named("raglan-span-clock");

  private final SpanContext span;
  private final Instant start;
  private final Supplier<@Nullable Instant> end;
  private final long opened = System.nanoTime();

  /**
   * Starts the clock.
   *
   * @param end returns the end that was given; null for none
   */
  public SpanClock(SpanContext span, Instant start, Supplier<@Nullable Instant> end) {
    this.span = span;
    this.start = start;
    this.end = end;
  }

  /** Adds an event to a span: at the time of its clock, if the context is its own and has one. */
  public static void addEvent(Span span, String name, Attributes attributes, Context context) {
    SpanClock clock = context.get(KEY);
    boolean isOwn = clock != null && clock.span.equals(span.getSpanContext());
    addEvent(span, name, attributes, clock != null && isOwn ? clock.now() : null);
  }

  /**
   * Adds an event to a span.
   *
   * @param at null for now
   */
  public static void addEvent(Span span, String name, Attributes attributes, @Nullable Instant at) {
    if (at == null) {
      span.addEvent(name, attributes);
    } else {
      span.addEvent(name, attributes, at);
    }
  }

  /** Returns the time on this clock. */
  public Instant now() {
    Instant now = start.plusNanos(System.nanoTime() - opened);
    Instant latest = end.get();
    return latest != null && latest.isBefore(now) ? latest : now;
  }

  @Override
  public Context storeInContext(Context context) {
    return context.with(KEY, this);
  }
}
