package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.transport.FailureCause;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One exporter with its backlog and its thread, so that it cannot delay other targets.
 *
 * <p>The exporter is never called concurrently. If it does not return from a call, no further call
 * is made until it does; its backlog fills, and what does not fit is dropped for this target alone.
 */
final class TargetWorker {

  private static final int GRACE_PART = 20;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private final GuardedExporter exporter;
  private final QueueBudget share;
  private final long timeoutNanos;
  private final Runnable onProgress;
  private final TargetCounts counts;
  private final @Nullable TargetSpool spool;
  private final BlockingQueue<Work> backlog = new LinkedBlockingQueue<>();
  private final WorkerThread thread;
  private volatile @Nullable ExporterCall current;
  private final AtomicInteger done = new AtomicInteger();

  // Of the thread that gives out batches.
  private int doneWhenOutpaced = -1;

  /**
   * @param share the budget of the backlog
   * @param spool null if there is none
   * @param onProgress called when the backlog gets shorter
   */
  TargetWorker(
      GuardedExporter exporter,
      QueueBudget share,
      TargetCounts counts,
      @Nullable TargetSpool spool,
      long timeoutNanos,
      Runnable onProgress) {
    this.exporter = exporter;
    this.share = share;
    this.counts = counts;
    this.spool = spool;
    this.timeoutNanos = timeoutNanos;
    this.onProgress = onProgress;
    this.thread = new WorkerThread("raglan-export-" + exporter.name(), this::run);
  }

  String name() {
    return exporter.name();
  }

  TargetCounts counts() {
    return counts;
  }

  /** Returns the spool; null if there is none. */
  @Nullable TargetSpool spool() {
    return spool;
  }

  /** Returns true if the backlog is empty. */
  boolean wantsMore() {
    return backlog.isEmpty();
  }

  /** Returns true if it would lose the batch, and has made progress since the last wait for it. */
  boolean isWorthWaitingFor(int spans, long bytes) {
    return done.get() != doneWhenOutpaced && !backlog.isEmpty() && !share.fits(spans, bytes);
  }

  /** Ends waiting for this target until it has made progress. */
  void waitNoMore() {
    doneWhenOutpaced = done.get();
  }

  /**
   * Adds a batch to the backlog, or drops it for want of room; an empty backlog has room for any
   * batch. The caller then calls {@link #wake()}.
   */
  void accept(Batch batch) {
    if (backlog.isEmpty()) {
      share.take(batch.size(), batch.bytes());
    } else {
      DropReason full = share.reserve(batch.size(), batch.bytes());
      if (full != null) {
        counts.dropped(batch.size(), full);
        batch.release();
        return;
      }
    }
    backlog.add(new Delivery(batch, counts, share, spool));
  }

  /** Adds work to the backlog. */
  void add(Work work) {
    backlog.add(work);
    wake();
  }

  /** Adds this target's part of a flush to the backlog. */
  void flush(FlushRequest request) {
    add(request.work(counts, spool));
  }

  /** Wakes the thread; once the target is stopped, drops the backlog. */
  void wake() {
    thread.wake();
    if (thread.isStopped()) {
      abandonBacklog();
    }
  }

  private void run() {
    while (!thread.isStopped()) {
      Work work = next();
      if (work != null) {
        perform(work);
      }
    }
  }

  private @Nullable Work next() {
    try {
      return backlog.take();
    } catch (InterruptedException e) {
      return null; // An interrupt from outside must not end the thread.
    }
  }

  private void perform(Work work) {
    try {
      long grace = exporter.settles() ? timeoutNanos / GRACE_PART : 0;
      ExporterCall call = new ExporterCall(work, System.nanoTime() + timeoutNanos, grace);
      current = call;
      onProgress.run();
      if (thread.isStopped()) {
        work.finish(DropReason.ABANDONED_AT_SHUTDOWN, ExporterCall.TIME_UP);
      } else {
        call.run(exporter);
      }
    } catch (Throwable thrown) {
      Safe.log("an export to " + name(), thrown);
      work.finish(DropReason.INTERNAL_ERROR, FailureCause.of(thrown.toString()));
    } finally {
      current = null;
      work.release();
      done.incrementAndGet();
      onProgress.run();
    }
  }

  /**
   * Gives up a call that has not returned in time, and restarts a thread that died.
   *
   * @return the nanoseconds the current call has left; {@link Long#MAX_VALUE} if there is none
   */
  long watch(long now) {
    if (!thread.isRunning() && !backlog.isEmpty()) {
      thread.wake();
    }
    ExporterCall call = current;
    if (call == null || call.isGivenUp()) {
      return Long.MAX_VALUE;
    }
    long left = call.nanosLeft(now);
    if (left <= 0) {
      call.giveUp(DropReason.EXPORT_TIMEOUT);
      return Long.MAX_VALUE;
    }
    return left;
  }

  /**
   * Has the spool keep what a slow call holds up, before the queue is full.
   *
   * @param queueFilling true if the queue is half full
   */
  void relieve(long now, boolean queueFilling) {
    ExporterCall call = current;
    if (spool != null
        && call != null
        && (queueFilling || share.isHalfFull())
        && call.nanosSince(now) > PATIENCE) {
      call.postpone(exporter);
    }
  }

  /** Has the spool keep everything from now on, the current batch included. */
  void beginClosing() {
    if (spool != null) {
      spool.beginClosing();
      ExporterCall call = current;
      if (call != null) {
        call.postpone(exporter);
      }
    }
  }

  /** Drops the backlog, gives up the current call, and ends the thread. */
  void stop() {
    thread.stop();
    if (spool != null) {
      spool.stop();
    }
    ExporterCall call = current;
    if (call != null) {
      call.giveUp(DropReason.ABANDONED_AT_SHUTDOWN);
    }
    abandonBacklog();
    counts.abandonKept();
  }

  private void abandonBacklog() {
    Work work = backlog.poll();
    while (work != null) {
      work.finish(DropReason.ABANDONED_AT_SHUTDOWN, ExporterCall.TIME_UP);
      work.release();
      work = backlog.poll();
    }
  }

  /** Shuts the exporter down on another thread, since this one may be in a call. */
  ExporterShutdown shutdown() {
    return ExporterShutdown.start(exporter);
  }

  void join(long deadline) {
    thread.join(deadline - System.nanoTime());
    if (spool != null) {
      spool.join(deadline - System.nanoTime());
    }
  }
}
