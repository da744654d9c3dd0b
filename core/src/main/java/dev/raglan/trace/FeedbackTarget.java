package dev.raglan.trace;

import dev.raglan.internal.context.Ids;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * What a feedback is on.
 *
 * @param traceId a trace; null for none in particular
 * @param spanId a span of it; null for none in particular
 * @param referenceId the application's own id of a call; null for none
 * @param span a span that is at hand; null for none
 */
public record FeedbackTarget(
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String referenceId,
    @Nullable Span span) {

  /** Whatever is current. */
  public static final FeedbackTarget CURRENT = new FeedbackTarget(null, null, null, null);

  static FeedbackTarget trace(@Nullable String traceId) {
    return new FeedbackTarget(Ids.trace(traceId), null, null, null);
  }

  static FeedbackTarget span(@Nullable String traceId, @Nullable String spanId) {
    return new FeedbackTarget(Ids.trace(traceId), Ids.span(spanId), null, null);
  }

  static FeedbackTarget span(@Nullable Span span) {
    if (span == null) {
      throw new IllegalArgumentException("feedback on a span needs the span");
    }
    return new FeedbackTarget(null, null, null, span);
  }

  static FeedbackTarget reference(@Nullable String referenceId) {
    return new FeedbackTarget(null, null, Ids.reference(referenceId), null);
  }

  /** The span that the ids name, as one of another process; null if no trace is named. */
  public @Nullable SpanContext remote() {
    return traceId == null
        ? null
        : SpanContext.createFromRemoteParent(
            traceId,
            spanId == null ? standIn(traceId) : spanId,
            TraceFlags.getSampled(),
            TraceState.getDefault());
  }

  /** A span id where only the trace is known: always the same for one trace, and never zero. */
  private static String standIn(String traceId) {
    String last = traceId.substring(16);
    return last.equals("0000000000000000") ? traceId.substring(0, 16) : last;
  }
}
