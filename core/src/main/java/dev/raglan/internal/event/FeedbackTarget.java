package dev.raglan.internal.event;

import dev.raglan.internal.context.Ids;
import dev.raglan.internal.context.TraceAlone;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The target of a feedback.
 *
 * @param traceId a trace; null for none in particular
 * @param spanId a span of it; null for none in particular
 * @param referenceId the application's own id of a call; null for none
 * @param sessionId a session; null for none
 * @param span a span of this process; null for none
 * @param context the context of that span; null for the current one
 */
record FeedbackTarget(
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String referenceId,
    @Nullable String sessionId,
    @Nullable Span span,
    @Nullable Context context) {

  /** The current span. */
  static final FeedbackTarget CURRENT = new FeedbackTarget(null, null, null, null, null, null);

  static FeedbackTarget trace(@Nullable String traceId) {
    return new FeedbackTarget(Ids.trace(traceId), null, null, null, null, null);
  }

  static FeedbackTarget span(@Nullable String traceId, @Nullable String spanId) {
    return new FeedbackTarget(Ids.trace(traceId), Ids.span(spanId), null, null, null, null);
  }

  static FeedbackTarget span(@Nullable Span span, @Nullable Context context) {
    if (span == null) {
      throw new IllegalArgumentException("feedback on a span needs the span");
    }
    return new FeedbackTarget(null, null, null, null, span, context);
  }

  static FeedbackTarget reference(@Nullable String referenceId) {
    return new FeedbackTarget(null, null, Ids.reference(referenceId), null, null, null);
  }

  static FeedbackTarget session(@Nullable String sessionId) {
    return new FeedbackTarget(null, null, null, Ids.session(sessionId), null, null);
  }

  /** Returns the span that the ids name, as a remote one; null if no trace is named. */
  @Nullable SpanContext remote() {
    if (traceId == null) {
      return null;
    }
    return spanId == null
        ? new TraceAlone(traceId)
        : SpanContext.createFromRemoteParent(
            traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }
}
