package dev.raglan.internal.facade;

import dev.raglan.internal.capture.StreamedElements;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.safe.Safe;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.StreamSummary;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A span of the facade that ends with a result that is followed. Thread-safe. */
final class FollowedSpan implements OpenCall {

  private final SpanOpener opener;
  private final StartedSpan span;
  private final long started = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable StreamedElements stream;

  FollowedSpan(SpanOpener opener, StartedSpan span) {
    this.opener = opener;
    this.span = span;
  }

  @Override
  public Context context() {
    return span.context();
  }

  @Override
  public OpenCall subscribed(Context subscriber) {
    return this;
  }

  @Override
  public void element(@Nullable Object element) {
    if (!ended.get() && span.span().isRecording()) {
      Safe.run("reading an element", () -> add(element));
    }
  }

  private synchronized void add(@Nullable Object element) {
    if (stream == null) {
      stream = opener.stream((System.nanoTime() - started) / 1e9);
    }
    stream.add(element);
  }

  @Override
  public void completed() {
    end(null, Outcome.SUCCESS);
  }

  @Override
  public void completed(@Nullable Object result) {
    end(result, Outcome.SUCCESS);
  }

  @Override
  public void failed(Throwable error) {
    end(null, Outcome.of(error));
  }

  @Override
  public void canceled() {
    end(null, Outcome.CANCELED);
  }

  @Override
  public void pending() {
    end(null, Outcome.PENDING);
  }

  private void end(@Nullable Object result, Outcome outcome) {
    if (ended.compareAndSet(false, true)) {
      Object streamed = streamed();
      span.complete(result == null ? streamed : result, outcome);
    }
  }

  /** Returns the elements so far; their number and the time to the first are written. */
  private synchronized @Nullable Object streamed() {
    if (stream == null || !span.span().isRecording()) {
      return null;
    }
    StreamSummary summary = stream.summary();
    span.attribute(RaglanAttributes.STREAM_CHUNKS, summary.chunks());
    span.attribute(GenAi.RESPONSE_TIME_TO_FIRST_CHUNK, summary.secondsToFirst());
    return stream.content();
  }
}
