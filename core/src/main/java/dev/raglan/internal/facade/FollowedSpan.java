package dev.raglan.internal.facade;

import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.result.RecordingCall;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/** A span of the facade that ends with a result that is followed. */
final class FollowedSpan extends RecordingCall {

  private final SpanOpener opener;
  private final StartedSpan span;

  FollowedSpan(SpanOpener opener, StartedSpan span) {
    this.opener = opener;
    this.span = span;
  }

  @Override
  public Context context() {
    return span.context();
  }

  @Override
  protected SpanRecorder recorder() {
    return opener.recorder();
  }

  @Override
  protected ResultHandlers handlers() {
    return opener.handlers();
  }

  @Override
  public OpenCall subscribed(Context subscriber) {
    return this;
  }

  @Override
  protected StreamAccumulator begin(@Nullable Object first) {
    double seconds =
        span.span() instanceof ReadableSpan readable ? readable.getLatencyNanos() / 1e9 : -1;
    return opener.stream(first, span.readsStreams(), span.gate().output(), seconds);
  }

  @Override
  protected void end(
      @Nullable StreamAccumulator streamed, @Nullable Object result, Outcome outcome) {
    span.complete(streamed, result, outcome);
  }
}
