package dev.raglan.internal.delivery;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.render.EndingSpan;
import dev.raglan.internal.render.WrittenContent;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.span.SpanPlace;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A span processor that delivers spans to targets on threads of its own.
 *
 * <p>The thread that ends a span estimates its size and appends it to a queue bounded by bytes and
 * by spans; a span that does not fit is dropped and counted. One thread of Raglan's renders
 * captured values, once for all targets; each target has a thread of its own and cannot delay the
 * others. No thread starts before the first span. Every span is counted: see {@link #stats()}; but
 * for those of these threads, such as an instrumented client's of an exporter, which would cause
 * the next: they are ignored. Thread-safe; throws nothing into the application.
 */
public final class DeliveryProcessor implements SpanProcessor {

  private static final int MOST_FLUSHES = 64;

  private final DeliverySettings settings;
  private final QueueBudget budget;
  private final SpanQueue queue;
  private final Dispatcher dispatcher;
  private final AtomicInteger flushes = new AtomicInteger();
  private final ShutdownSequence closing;
  private volatile DeliveryStats lastReported;

  private DeliveryProcessor(
      DeliverySettings settings,
      List<GuardedExporter> exporters,
      Spooling spooling,
      ForeignTexts foreign) {
    this.settings = settings;
    this.budget = new QueueBudget(settings.maxQueueBytes(), settings.maxQueueSpans());
    this.queue = new SpanQueue(budget);
    this.dispatcher = new Dispatcher(settings, queue, budget, exporters, spooling, foreign);
    this.closing = new ShutdownSequence(dispatcher);
    this.lastReported = stats();
  }

  /**
   * Opens the targets.
   *
   * @param targets at least one
   * @throws IllegalStateException if one cannot work here; those already open are closed again
   */
  public static DeliveryProcessor open(DeliverySettings settings, List<ExportTarget> targets) {
    return open(settings, targets, ForeignTexts.UNCHANGED);
  }

  /**
   * Opens the targets as {@link #open(DeliverySettings, List)} does.
   *
   * @param foreign the redaction of what others have written
   */
  public static DeliveryProcessor open(
      DeliverySettings settings, List<ExportTarget> targets, ForeignTexts foreign) {
    return open(settings, targets, foreign, System::currentTimeMillis);
  }

  /**
   * Opens the targets as {@link #open(DeliverySettings, List)} does.
   *
   * @param clock the wall clock, in milliseconds
   */
  public static DeliveryProcessor open(
      DeliverySettings settings, List<ExportTarget> targets, LongSupplier clock) {
    return open(settings, targets, ForeignTexts.UNCHANGED, clock);
  }

  private static DeliveryProcessor open(
      DeliverySettings settings,
      List<ExportTarget> targets,
      ForeignTexts foreign,
      LongSupplier clock) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one target to deliver to");
    }
    List<GuardedExporter> opened = new ArrayList<>();
    try {
      targets.forEach(target -> opened.add(GuardedExporter.open(target)));
      return open(settings, opened, new Spooling(settings, clock), foreign);
    } catch (RuntimeException failed) {
      opened.forEach(GuardedExporter::shutdown);
      throw failed;
    }
  }

  private static DeliveryProcessor open(
      DeliverySettings settings,
      List<GuardedExporter> exporters,
      Spooling spooling,
      ForeignTexts foreign) {
    try {
      return new DeliveryProcessor(settings, exporters, spooling, foreign);
    } catch (RuntimeException failed) {
      spooling.close();
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
    if (SpanPlace.isSampled(span) && !WorkerThread.isCurrent()) {
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
      Deferred deferred = deferred(span);
      if (deferred instanceof Deferred.Refused refused) {
        return refused.reason();
      }
      // Once a span has ended this copies nothing, and its attributes say what it weighs.
      Attributes content = readsContent() ? WrittenContent.take(span) : null;
      SpanData ended = RenderedSpan.with(content, span.toSpanData());
      QueuedSpan queued = new QueuedSpan(ended, deferred);
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

  private @Nullable Deferred deferred(ReadableSpan span) {
    Deferred deferred = EndingSpan.take(span);
    return deferred == null ? null : deferred.delivered(span, readsContent());
  }

  /** Returns the reason that a span would be refused now; null if there is room. */
  public @Nullable DropReason full() {
    return budget.full();
  }

  /** Returns true if a target reads what is kept beside the attributes of spans. */
  public boolean readsContent() {
    return dispatcher.readsContent();
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /**
   * Waits until every target has the spans that have ended so far.
   *
   * @param timeout the longest time to wait; an interrupt ends the wait
   */
  public FlushResult flush(Duration timeout) {
    DeliveryStats before = lastReported;
    FlushRequest request = request(false);
    boolean passed = request.await(timeout.toNanos());
    dispatcher.withdraw(request);
    return report(before, passed);
  }

  private FlushRequest request(boolean last) {
    FlushRequest request = new FlushRequest(queue.accepted(), dispatcher.targets().size(), last);
    DeliveryStats now = stats();
    if (dispatcher.isStopped()) {
      request.finish(now.queued() == 0 && now.spooled() == 0);
    } else if (request.upTo() == 0 && now.spooled() == 0) {
      request.finish(true);
    } else if (!request.isDone()) {
      dispatcher.submit(request);
    }
    return request;
  }

  /** Flushes without waiting; the result succeeds if everything was delivered. */
  @Override
  public CompletableResultCode forceFlush() {
    CompletableResultCode result = new CompletableResultCode();
    if (flushes.incrementAndGet() > MOST_FLUSHES) {
      flushes.decrementAndGet();
      return result.fail();
    }
    DeliveryStats before = lastReported;
    FlushRequest request = request(false);
    request.whenDone(
        () -> {
          flushes.decrementAndGet();
          complete(result, report(before, request.passed()));
        });
    return result;
  }

  /**
   * Delivers the spans that have ended, drops those that cannot be delivered in time, and closes
   * the targets. Spans that end later are dropped and counted. A second call returns the same
   * result.
   *
   * @param timeout the longest time that may take
   */
  public FlushResult close(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    DeliveryStats before = lastReported;
    queue.close();
    return closing.run(deadline, () -> request(true), passed -> report(before, passed));
  }

  /** Closes within the configured time; the result succeeds if everything was delivered. */
  @Override
  public CompletableResultCode shutdown() {
    return complete(new CompletableResultCode(), close(settings.shutdownTimeout()));
  }

  private static CompletableResultCode complete(CompletableResultCode code, FlushResult result) {
    return result.complete() ? code.succeed() : code.fail();
  }

  private FlushResult report(DeliveryStats before, boolean passed) {
    DeliveryStats now = stats();
    lastReported = now;
    DropReason late = DropReason.ABANDONED_AT_SHUTDOWN;
    long abandoned = now.dropped(late) - before.dropped(late);
    DropReason none = DropReason.NOT_TAKEN;
    long notTaken = now.dropped(none) - before.dropped(none);
    long failed = now.dropped() - before.dropped() - abandoned - notTaken;
    long left = (passed ? 0 : now.queued()) + now.spooled() + abandoned;
    boolean complete = passed && failed == 0 && left == 0;
    return new FlushResult(complete, now.exported() - before.exported(), failed, left);
  }

  /** Returns the counts of every span so far. */
  public DeliveryStats stats() {
    return new DeliveryStats(dispatcher.stats(), budget.bytes());
  }

  /** Returns the targets' names; exporters' own descriptions may hold a secret. */
  @Override
  public String toString() {
    return "DeliveryProcessor{"
        + dispatcher.targets().stream().map(TargetWorker::name).toList()
        + "}";
  }
}
