package dev.raglan.internal.span;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The part that spans of one trace have in common in this process: the trace's id, flags and state,
 * and the anchor of its clock. Immutable and thread-safe.
 */
final class LeanTrace {

  private final long high;
  private final long low;
  private final TraceFlags flags;
  private final TraceState state;
  private final TimeAnchor anchor;

  /** The text of the id, made when it is asked for; whoever loses a race makes an equal one. */
  private @Nullable String id;

  LeanTrace(long high, long low, TraceFlags flags, TraceState state, TimeAnchor anchor) {
    this.high = high;
    this.low = low;
    this.flags = flags;
    this.state = state;
    this.anchor = anchor;
  }

  /**
   * Returns the trace of a span.
   *
   * @param context a valid context
   */
  static LeanTrace of(SpanContext context, TimeAnchor anchor) {
    String id = context.getTraceId();
    long high = Long.parseUnsignedLong(id, 0, 16, 16);
    long low = Long.parseUnsignedLong(id, 16, 32, 16);
    LeanTrace trace =
        new LeanTrace(high, low, context.getTraceFlags(), context.getTraceState(), anchor);
    trace.id = id;
    return trace;
  }

  /** Returns the trace for a span with these flags and this state; itself if they are its own. */
  LeanTrace with(TraceFlags otherFlags, TraceState otherState) {
    if (flags.equals(otherFlags) && state.equals(otherState)) {
      return this;
    }
    LeanTrace other = new LeanTrace(high, low, otherFlags, otherState, anchor);
    other.id = id;
    return other;
  }

  TraceFlags flags() {
    return flags;
  }

  TraceState state() {
    return state;
  }

  TimeAnchor anchor() {
    return anchor;
  }

  String id() {
    String text = id;
    if (text == null) {
      text = TraceId.fromLongs(high, low);
      id = text;
    }
    return text;
  }

  boolean hasIdOf(LeanTrace other) {
    return high == other.high && low == other.low;
  }

  /** Returns the context of a span of the trace. */
  SpanContext contextOf(long span) {
    return SpanContext.create(id(), SpanId.fromLong(span), flags, state);
  }
}
