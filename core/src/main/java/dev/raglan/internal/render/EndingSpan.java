package dev.raglan.internal.render;

import dev.raglan.internal.span.SpanEnd;
import io.opentelemetry.api.trace.Span;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The way of what is deferred from the end of a span to the span processor.
 *
 * <p>A processor is told of the end of a span within {@link Span#end()}, on the same thread. A span
 * of Raglan's own carries what belongs to it until then. Of any other it lies on the thread while
 * that call runs, and only who names the same span may take it: spans that are ended meanwhile by
 * somebody else find nothing.
 */
public final class EndingSpan {

  private static final int SPAN = 0;
  private static final int CONTENT = 1;

  // A JDK type, so that threads of a pool do not keep Raglan's class loader alive.
  private static final ThreadLocal<@Nullable Object[]> SLOT =
      ThreadLocal.withInitial(() -> new Object[2]);

  private EndingSpan() {}

  /**
   * Ends the span; the content can be taken until this returns.
   *
   * @param content null for nothing
   * @param at when the span ends; null for now
   */
  public static void end(Span span, @Nullable Deferred content, @Nullable Instant at) {
    if (SpanEnd.with(content, span, at)) {
      return;
    }
    @Nullable Object[] slot = SLOT.get();
    Object outerSpan = slot[SPAN];
    Object outerContent = slot[CONTENT];
    slot[SPAN] = span;
    slot[CONTENT] = content;
    try {
      end(span, at);
    } finally {
      slot[SPAN] = outerSpan;
      slot[CONTENT] = outerContent;
    }
  }

  private static void end(Span span, @Nullable Instant at) {
    if (at == null) {
      span.end();
    } else {
      span.end(at);
    }
  }

  /** Passes what belongs to a span that is ending on this thread to one within it. */
  public static void pass(Object span, Object within) {
    @Nullable Object[] slot = SLOT.get();
    if (slot[SPAN] == span) {
      slot[SPAN] = within;
    }
  }

  /** Takes what is deferred of the span that is ending on this thread; null for none. */
  public static @Nullable Deferred take(Object span) {
    Deferred carried = (Deferred) SpanEnd.take(span);
    if (carried != null) {
      return carried;
    }
    @Nullable Object[] slot = SLOT.get();
    if (slot[SPAN] != span) {
      return null;
    }
    Deferred content = (Deferred) slot[CONTENT];
    slot[SPAN] = null;
    slot[CONTENT] = null;
    return content;
  }
}
