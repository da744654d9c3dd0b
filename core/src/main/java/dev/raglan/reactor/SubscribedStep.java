package dev.raglan.reactor;

import dev.raglan.Raglan;
import dev.raglan.internal.capture.StreamedElements;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Status;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.StreamSummary;
import dev.raglan.trace.BaseActiveSpan;
import io.opentelemetry.context.Context;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A step of the facade that ends with a subscription. */
public final class SubscribedStep implements OpenCall {

  private final Raglan raglan;
  private final BaseActiveSpan<?> step;
  private final long started = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable StreamedElements stream;

  public SubscribedStep(Raglan raglan, BaseActiveSpan<?> step) {
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
