package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import dev.raglan.internal.safe.Safe;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One exporter with its backlog and with a thread of its own, so that it holds up none of the
 * others.
 *
 * <p>The exporter is never called twice at once, as it may expect. If it does not return from a
 * call, no further one is made until it does; its backlog fills, and what there is no room for is
 * dropped for this target alone.
 */
final class TargetWorker {

  private final GuardedExporter exporter;
  private final QueueBudget share;
  private final long timeoutNanos;
  private final Runnable onProgress;
  private final TargetCounts counts;
  private final BlockingQueue<Work> backlog = new LinkedBlockingQueue<>();
  private final WorkerThread thread;
  private volatile @Nullable ExporterCall current;
  private final AtomicInteger done = new AtomicInteger();

  // Of the thread that gives out batches.
  private int doneWhenOutpaced = -1;

  /**
   * @param share what the backlog may hold
   * @param onProgress told when the backlog gets shorter
   */
  TargetWorker(
      GuardedExporter exporter,
      QueueBudget share,
      TargetCounts counts,
      long timeoutNanos,
      Runnable onProgress) {
    this.exporter = exporter;
    this.share = share;
    this.counts = counts;
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

  /** Whether it has nothing to go on with after what it is at. */
  boolean wantsMore() {
    return backlog.isEmpty();
  }

  /** Whether it would lose such a batch, and has done something since it was last waited for. */
  boolean isWorthWaitingFor(int spans, long bytes) {
    return done.get() != doneWhenOutpaced && !backlog.isEmpty() && !share.fits(spans, bytes);
  }

  /** Has the others go on without it until it has done something. */
  void waitNoMore() {
    doneWhenOutpaced = done.get();
  }

  /**
   * Takes a batch, or drops it if the backlog has no room; it always has if it is empty. To be
   * followed by {@link #wake()}.
   */
  void accept(Batch batch) {
    if (backlog.isEmpty()) {
      share.take(batch.size(), batch.bytes());
    } else {
      DropReason full = share.reserve(batch.size(), batch.bytes());
      if (full != null) {
        counts.dropped(batch.size(), full);
        batch.letGo();
        return;
      }
    }
    backlog.add(new Delivery(batch, counts, share));
  }

  /** Adds to the backlog. */
  void add(Work work) {
    backlog.add(work);
    wake();
  }

  /** Sees to it that the backlog is worked on, or given up once the target is stopped. */
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
      return null; // Whoever interrupts does not know what the thread is for.
    }
  }

  private void perform(Work work) {
    try {
      ExporterCall call = new ExporterCall(work, System.nanoTime() + timeoutNanos);
      current = call;
      onProgress.run();
      // One attempt; what it leaves undone is not tried again.
      boolean late = thread.isStopped();
      work.finish(late ? DropReason.ABANDONED_AT_SHUTDOWN : call.run(exporter));
    } catch (Throwable thrown) {
      Safe.log("an export to " + name(), thrown);
      work.finish(DropReason.INTERNAL_ERROR);
    } finally {
      current = null;
      work.letGo();
      done.incrementAndGet();
      onProgress.run();
    }
  }

  /**
   * Gives up a call that has not returned in time, and sees that the thread lives.
   *
   * @return how many nanoseconds the current call still has; {@link Long#MAX_VALUE} if there is
   *     nothing to watch
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

  /** Gives up the backlog and the current call, and lets the thread end. */
  void stop() {
    thread.stop();
    ExporterCall call = current;
    if (call != null) {
      call.giveUp(DropReason.ABANDONED_AT_SHUTDOWN);
    }
    abandonBacklog();
  }

  private void abandonBacklog() {
    Work work = backlog.poll();
    while (work != null) {
      work.finish(DropReason.ABANDONED_AT_SHUTDOWN);
      work.letGo();
      work = backlog.poll();
    }
  }

  /** Closes the exporter, which may be in a call that never returns: on a thread for that. */
  ExporterShutdown shutdown() {
    return ExporterShutdown.start(exporter);
  }

  boolean join(long nanos) {
    return thread.join(nanos);
  }
}
