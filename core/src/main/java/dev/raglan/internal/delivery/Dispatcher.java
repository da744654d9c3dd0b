package dev.raglan.internal.delivery;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.safe.Safe;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that takes spans out of the queue, renders them once, and hands them to every target.
 *
 * <p>It goes on while one target is idle, so that a slow target delays no other; while none is,
 * spans wait unrendered. It also enforces the deadlines of exporter calls; no exporter runs on this
 * thread.
 */
final class Dispatcher {

  /** The part of the queue rendered ahead, small because rendering may enlarge it. */
  private static final int BATCHES_IN_QUEUE = 32;

  private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PAUSE_AFTER_ERROR = TimeUnit.MILLISECONDS.toNanos(100);

  private final ForeignTexts foreign;
  private final SpanQueue queue;
  private final QueueBudget budget;
  private final int batchSpans;
  private final long batchBytes;
  private final long intervalNanos;
  private final List<TargetWorker> targets;
  private final Spooling spooling;
  private final BatchThrottle pace;
  private final boolean readsContent;
  private final Queue<FlushRequest> requests = new ConcurrentLinkedQueue<>();
  private final WorkerThread thread = new WorkerThread("raglan-delivery", this::run);

  /** The lock held while counts change or are read, never while waiting. */
  private final Object accounts = new Object();

  private volatile long distributed;

  // Of the thread.
  private long due;

  Dispatcher(
      DeliverySettings settings,
      SpanQueue queue,
      QueueBudget budget,
      List<GuardedExporter> exporters,
      Spooling spooling,
      ForeignTexts foreign) {
    this.foreign = foreign;
    this.queue = queue;
    this.budget = budget;
    this.batchSpans = settings.batchSize();
    this.batchBytes = settings.maxQueueBytes() / BATCHES_IN_QUEUE;
    this.intervalNanos = settings.interval().toNanos();
    this.spooling = spooling;
    // Half of the budget is never held by targets that have fallen behind.
    int parts = exporters.size() < 2 ? 1 : 2 * (exporters.size() - 1);
    long timeout = settings.timeout().toNanos();
    this.targets =
        exporters.stream().map(each -> target(each, budget.divided(parts), timeout)).toList();
    this.readsContent = exporters.stream().anyMatch(GuardedExporter::readsContent);
    this.pace = new BatchThrottle(targets, budget, batchSpans, batchBytes);
  }

  private TargetWorker target(GuardedExporter exporter, QueueBudget share, long timeoutNanos) {
    TargetCounts counts = new TargetCounts(accounts, new LossLog(exporter.name()));
    TargetSpool spool = spooling.of(exporter, counts, timeoutNanos);
    return new TargetWorker(exporter, share, counts, spool, timeoutNanos, thread::wake);
  }

  List<TargetWorker> targets() {
    return targets;
  }

  /** Returns true if a target reads what is kept beside spans. */
  boolean readsContent() {
    return readsContent;
  }

  /** Returns the counts of each target. */
  List<DeliveryStats.Target> stats() {
    synchronized (accounts) {
      // Under the lock this only grows; each span is in it, or among the refused, or in neither.
      long accepted = queue.accepted();
      long waiting = accepted - distributed;
      Map<DropReason, Long> refused = queue.refused().now();
      return targets.stream()
          .map(each -> each.counts().stats(each.name(), accepted, waiting, refused))
          .toList();
    }
  }

  /** Wakes the thread if the span fills a batch; called on the thread that ended the span. */
  void spanPut(QueuedSpan span) {
    if (span.completes(batchSpans, batchBytes) || !thread.isRunning()) {
      thread.wake();
    }
  }

  void submit(FlushRequest request) {
    requests.add(request);
    thread.wake();
    if (thread.isStopped()) {
      request.finish(false);
    }
  }

  /** Returns true if a target has a spool. */
  boolean spools() {
    return targets.stream().anyMatch(target -> target.spool() != null);
  }

  void closeSpools() {
    spooling.close();
  }

  boolean isStopped() {
    return thread.isStopped();
  }

  void withdraw(FlushRequest request) {
    requests.remove(request);
  }

  private void run() {
    due = System.nanoTime() + intervalNanos;
    while (!thread.isStopped()) {
      try {
        turn();
      } catch (Throwable thrown) {
        Safe.log("delivering spans", thrown);
        pause(PAUSE_AFTER_ERROR);
      }
    }
    abandonRest();
  }

  private void turn() {
    boolean isDue = System.nanoTime() - due >= 0;
    boolean emptied = distribute(isDue || !requests.isEmpty());
    long now = System.nanoTime();
    if (isDue && emptied) {
      due = now + intervalNanos;
      resumeIdle();
    }
    spooling.lookForLeft();
    passRequestsOn();
    logLosses(false);
    long untilDue = now - due >= 0 ? intervalNanos : due - now;
    pause(Math.min(untilDue, Math.min(watch(now), pace.nanosLeft(now))));
  }

  /**
   * Hands spans to the targets.
   *
   * @param all true to hand out batches that are not full
   * @return true if nothing more can be handed out now
   */
  private boolean distribute(boolean all) {
    while (!thread.isStopped() && pace.allowsMore(System.nanoTime())) {
      List<QueuedSpan> next = queue.next(batchSpans, batchBytes, all);
      if (next.isEmpty()) {
        return true;
      }
      distribute(next);
    }
    return false;
  }

  private void distribute(List<QueuedSpan> spans) {
    Batch batch;
    try {
      batch = Batch.render(spans, budget, targets.size(), readsContent, foreign);
    } catch (Throwable thrown) {
      drop(spans, DropReason.INTERNAL_ERROR);
      throw thrown;
    }
    synchronized (accounts) {
      for (TargetWorker target : targets) {
        target.accept(batch);
      }
      distributed += spans.size();
    }
    targets.forEach(TargetWorker::wake);
  }

  private void drop(List<QueuedSpan> spans, DropReason reason) {
    synchronized (accounts) {
      targets.forEach(target -> target.counts().dropped(spans.size(), reason));
      distributed += spans.size();
    }
    budget.release(spans.size(), Batch.bytesOf(spans));
  }

  /** Lets exporters that keep spans look whether their time has come. */
  private void resumeIdle() {
    for (TargetWorker target : targets) {
      if (target.wantsMore() && target.counts().kept() > 0) {
        target.flush(new FlushRequest(Long.MAX_VALUE, 1, false));
      }
    }
  }

  private void passRequestsOn() {
    for (FlushRequest request : requests) {
      if (distributed >= request.upTo() && requests.remove(request)) {
        targets.forEach(target -> target.flush(request));
      }
    }
  }

  private long watch(long now) {
    long left = Long.MAX_VALUE;
    boolean filling = budget.isHalfFull();
    for (TargetWorker target : targets) {
      target.relieve(now, filling);
      left = Math.min(left, target.watch(now));
    }
    return left;
  }

  /**
   * Logs each target's losses.
   *
   * @param last true if no other line will follow
   */
  void logLosses(boolean last) {
    long now = System.nanoTime();
    long refused = queue.refused().sum();
    boolean closed = refused > 0 && queue.refused().sum(DropReason.CLOSED) == refused;
    String otherwise = closed ? "delivery was closed before" : "the queue was full";
    for (TargetWorker target : targets) {
      TargetCounts counts = target.counts();
      counts.losses().report(refused + counts.lost(), now, last, otherwise);
    }
  }

  @SuppressWarnings("ResultOfMethodCallIgnored") // An interrupt ends the pause and nothing else.
  private void pause(long nanos) {
    LockSupport.parkNanos(this, Math.max(LEAST_PAUSE, nanos));
    Thread.interrupted();
  }

  /** Ends the thread, and drops the spans that were not handed out. */
  void stop(long nanos) {
    thread.stop();
    if (thread.join(nanos)) {
      abandonRest();
    }
  }

  boolean join(long nanos) {
    return thread.join(nanos);
  }

  private void abandonRest() {
    List<QueuedSpan> rest = queue.next(Integer.MAX_VALUE, Long.MAX_VALUE, true);
    if (!rest.isEmpty()) {
      drop(rest, DropReason.ABANDONED_AT_SHUTDOWN);
    }
    requests.forEach(request -> request.finish(false));
  }
}
