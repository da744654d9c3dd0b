package dev.raglan.invoke;

import dev.raglan.capture.StreamGathering;
import dev.raglan.capture.StreamSummary;
import dev.raglan.internal.Safe;
import dev.raglan.model.Status;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveStep;
import dev.raglan.trace.Raglan;
import io.opentelemetry.context.Context;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A step of the facade that ends with a subscription. */
final class SubscribedStep implements OpenCall {

  private final Raglan raglan;
  private final ActiveStep<?> step;
  private final long started = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable StreamGathering stream;

  SubscribedStep(Raglan raglan, ActiveStep<?> step) {
    this.raglan = raglan;
    this.step = step;
  }

  @Override
  public Context context() {
    return step.context();
  }

  @Override
  public void element(@Nullable Object element) {
    if (!ended.get() && step.isRecording()) {
      Safe.run("gathering an element", () -> gather(element));
    }
  }

  private synchronized void gather(@Nullable Object element) {
    if (stream == null) {
      double secondsToFirst = (System.nanoTime() - started) / 1e9;
      stream = raglan.gatherer().stream(raglan.capturePolicy().output(), secondsToFirst);
    }
    stream.add(element);
  }

  @Override
  public void completed() {
    if (ended.compareAndSet(false, true)) {
      step.complete(streamed());
    }
  }

  @Override
  public void completed(@Nullable Object result) {
    if (ended.compareAndSet(false, true)) {
      step.complete(result);
    }
  }

  @Override
  public void failed(Throwable error) {
    if (ended.compareAndSet(false, true)) {
      step.output(streamed()).completeExceptionally(error);
    }
  }

  @Override
  public void canceled() {
    failed(new CancellationException());
  }

  @Override
  public void pending() {
    if (ended.compareAndSet(false, true)) {
      step.end(Status.PENDING);
    }
  }

  /** What was streamed so far; what is known of it besides is written. */
  private synchronized @Nullable Object streamed() {
    if (stream == null || !step.isRecording()) {
      return null;
    }
    StreamSummary summary = stream.summary();
    step.attribute(RaglanAttributes.STREAM_CHUNKS, summary.chunks());
    step.attribute(GenAi.RESPONSE_TIME_TO_FIRST_CHUNK, summary.secondsToFirst());
    return stream.content();
  }

  @Override
  public OpenCall subscribed(Context subscriber) {
    return this;
  }
}
