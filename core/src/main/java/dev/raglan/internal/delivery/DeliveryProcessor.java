package dev.raglan.internal.delivery;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.render.EndingSpan;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers spans to their targets, off the threads that end them.
 *
 * <p>The end of a span costs its thread an estimate of the span's weight and a place in a queue
 * that is bounded by bytes and by spans; where there is no room the span is dropped, and counted.
 * On a thread of Raglan's what was captured is rendered, once for all targets, each of which has a
 * thread too and is held up by none of the others. No thread starts before the first span. Every
 * span is accounted for: see {@link #stats()}. Thread-safe; nothing is thrown into the application.
 */
public final class DeliveryProcessor implements SpanProcessor {

  private static final int MOST_FLUSHES = 64;

  private final DeliverySettings settings;
  private final QueueBudget budget;
  private final SpanQueue queue;
  private final Dispatcher dispatcher;
  private final AtomicInteger flushes = new AtomicInteger();
  private final ShutdownSequence closing;
  private volatile DeliveryStats lastTold;

  private DeliveryProcessor(DeliverySettings settings, List<GuardedExporter> exporters) {
    this.settings = settings;
    this.budget = new QueueBudget(settings.maxQueueBytes(), settings.maxQueueSpans());
    this.queue = new SpanQueue(budget);
    this.dispatcher = new Dispatcher(settings, queue, budget, exporters);
    this.closing = new ShutdownSequence(dispatcher);
    this.lastTold = stats();
  }

  /**
   * Opens the targets.
   *
   * @param targets at least one
   * @throws IllegalStateException if one cannot work here; those already open are closed again
   */
  public static DeliveryProcessor open(DeliverySettings settings, List<ExportTarget> targets) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one target to deliver to");
    }
    List<GuardedExporter> opened = new ArrayList<>();
    try {
      targets.forEach(target -> opened.add(GuardedExporter.open(target)));
      return new DeliveryProcessor(settings, opened);
    } catch (RuntimeException failed) {
      opened.forEach(GuardedExporter::shutdown);
      throw failed;
    }
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (span.getSpanContext().isSampled()) {
      DropReason refusal = budget.full();
      if (refusal == null) {
        refusal = put(span);
      }
      if (refusal != null) {
        queue.refused().add(refusal, 1);
      }
    }
  }

  private @Nullable DropReason put(ReadableSpan span) {
    boolean put = false;
    try {
      // Once a span has ended this copies nothing, and its attributes say what it weighs.
      QueuedSpan queued = new QueuedSpan(span.toSpanData(), EndingSpan.take(span));
      DropReason refusal = queue.put(queued);
      put = refusal == null;
      if (put) {
        dispatcher.spanPut(queued);
      }
      return refusal;
    } catch (Throwable thrown) {
      Safe.log("taking the end of a span", thrown);
      return put ? null : DropReason.INTERNAL_ERROR;
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /**
   * Waits until the spans that have ended are with every target.
   *
   * @param timeout how long to wait at most; a thread that is interrupted waits no longer
   */
  public FlushResult flush(Duration timeout) {
    DeliveryStats before = lastTold;
    FlushRequest request = request();
    boolean passed = request.await(timeout.toNanos());
    dispatcher.withdraw(request);
    return tell(before, passed);
  }

  private FlushRequest request() {
    FlushRequest request = new FlushRequest(queue.accepted(), dispatcher.targets().size());
    if (dispatcher.isStopped()) {
      request.finish(stats().queued() == 0);
    } else if (!request.isDone()) {
      dispatcher.submit(request);
    }
    return request;
  }

  /** As {@link #flush}, without waiting: it succeeds if everything was delivered. */
  @Override
  public CompletableResultCode forceFlush() {
    CompletableResultCode result = new CompletableResultCode();
    if (flushes.incrementAndGet() > MOST_FLUSHES) {
      flushes.decrementAndGet();
      return result.fail();
    }
    DeliveryStats before = lastTold;
    FlushRequest request = request();
    request.whenDone(
        () -> {
          flushes.decrementAndGet();
          complete(result, tell(before, request.passed()));
        });
    return result;
  }

  /**
   * Delivers what has ended, gives up what cannot be delivered in time, and closes the targets.
   * Spans that end from now on are dropped, and counted. Whoever closes again is told the same.
   *
   * @param timeout how long that may take
   */
  public FlushResult close(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    DeliveryStats before = lastTold;
    queue.close();
    return closing.run(deadline, this::request, passed -> tell(before, passed));
  }

  /** As {@link #close}, within the configured time: it succeeds if everything was delivered. */
  @Override
  public CompletableResultCode shutdown() {
    return complete(new CompletableResultCode(), close(settings.shutdownTimeout()));
  }

  private static CompletableResultCode complete(CompletableResultCode code, FlushResult result) {
    return result.complete() ? code.succeed() : code.fail();
  }

  private FlushResult tell(DeliveryStats before, boolean passed) {
    DeliveryStats now = stats();
    lastTold = now;
    DropReason late = DropReason.ABANDONED_AT_SHUTDOWN;
    long abandoned = now.dropped(late) - before.dropped(late);
    long failed = now.dropped() - before.dropped() - abandoned;
    long left = passed ? abandoned : now.queued() + abandoned;
    boolean complete = passed && failed == 0 && left == 0;
    return new FlushResult(complete, now.exported() - before.exported(), failed, left);
  }

  /** What became of every span so far. */
  public DeliveryStats stats() {
    return new DeliveryStats(dispatcher.stats(), budget.bytes());
  }

  /** The targets' names; never their exporters' own descriptions, which may hold a secret. */
  @Override
  public String toString() {
    return "DeliveryProcessor{"
        + dispatcher.targets().stream().map(TargetWorker::name).toList()
        + "}";
  }
}
