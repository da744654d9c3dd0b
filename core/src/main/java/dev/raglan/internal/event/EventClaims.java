package dev.raglan.internal.event;

import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.safe.ThrottledLog;
import dev.raglan.model.RagEventType;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.RagEvents;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Admits one RAG event a span and one a trace; further ones are refused and counted. Thread-safe.
 */
final class EventClaims {

  private static final ThrottledLog LOG = ThrottledLog.of(RagEvents.class);

  private final AtomicLong refused = new AtomicLong();

  /**
   * Claims the span's only event.
   *
   * <p>An annotated method's span carries its event's type from its start, so that it counts too.
   *
   * @param trace the state of the span's trace; null if there is none
   */
  boolean claim(Span span, RagEventType type, @Nullable LocalTrace trace) {
    boolean free =
        span instanceof ReadableSpan
            ? mark(span, RaglanAttributes.EVENT_TYPE, type.id())
            : trace == null || trace.events().claim(span.getSpanContext().getSpanId());
    return free || refuse("a second RAG event on one span is left out");
  }

  /**
   * Claims the trace's only event.
   *
   * @param root the trace's topmost span, as far as it is known
   * @param trace the state of the trace; null if there is none
   * @param input the value that marks the span
   */
  boolean claimTrace(Span root, @Nullable LocalTrace trace, String input) {
    boolean free =
        trace == null
            ? mark(root, RaglanAttributes.TRACE_INPUT, input)
            : trace.events().claimTrace();
    return free || refuse("a second trace-level RAG event in one trace is left out");
  }

  /** Sets the attribute unless it is set: two threads cannot both do so. */
  private synchronized boolean mark(Span span, AttributeKey<String> key, String value) {
    if (span instanceof ReadableSpan readable && readable.getAttribute(key) != null) {
      return false;
    }
    span.setAttribute(key, value);
    return true;
  }

  /** Counts and logs a refusal; always returns false. */
  boolean refuse(String why) {
    refused.incrementAndGet();
    LOG.warn(why, null);
    return false;
  }

  long refused() {
    return refused.get();
  }
}
