package dev.raglan.internal.span;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;

/** Questions about the place of a span in its trace for which its ids need no text. */
public final class SpanPlace {

  private SpanPlace() {}

  /** Returns true if the span is sampled. */
  public static boolean isSampled(ReadableSpan span) {
    return span instanceof Placed placed
        ? placed.trace().flags().isSampled()
        : span.getSpanContext().isSampled();
  }

  /** Returns true for a span of Raglan's own that has nothing but its place, name and times. */
  public static boolean isBare(SpanData span) {
    return span instanceof SpanSnapshot snapshot && snapshot.isBare();
  }

  /** Returns true if both spans are of one trace. */
  public static boolean areOfOneTrace(Span one, Span other) {
    return one instanceof Placed left && other instanceof Placed right
        ? left.trace().hasIdOf(right.trace())
        : one.getSpanContext().getTraceId().equals(other.getSpanContext().getTraceId());
  }

  /**
   * Returns true if one is the other, or the reference to it that {@link #reference} returned.
   * Another span with the same ids, as the one of an incoming request, is not.
   */
  public static boolean areSame(Span one, Span other) {
    if (one == other) {
      return true;
    }
    return one instanceof Placed left && other instanceof Placed right
        ? left.id() == right.id() && left.trace().hasIdOf(right.trace())
        : one.getSpanContext() == other.getSpanContext();
  }

  /**
   * Returns a span that has the same context and nothing else, as {@link Span#wrap} does; the span
   * itself if it has ended and never had an attribute, an event or a link.
   */
  public static Span reference(Span span) {
    return reference(span, false);
  }

  /**
   * Returns a span as {@link #reference(Span)} does.
   *
   * @param startsAsOthers true if the attributes that the span started with are shared with all
   *     spans of its kind, so that it is light with them too
   */
  public static Span reference(Span span, boolean startsAsOthers) {
    if (span instanceof LeanSpan lean && (startsAsOthers ? lean.isAsStarted() : lean.isBare())) {
      return span;
    }
    return span instanceof Placed placed && placed.knownContext() == null
        ? new SpanReference(placed.trace(), placed.id())
        : Span.wrap(span.getSpanContext());
  }
}
