package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.spool.Spool;
import dev.raglan.internal.spool.SpoolAccount;
import dev.raglan.internal.spool.SpoolDirectory;
import dev.raglan.internal.spool.SpoolLimits;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.Piece;
import dev.raglan.internal.transport.Settlement;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One target's spool, and the thread that sends what is in it, the oldest first.
 *
 * <p>While something is in the spool, everything new goes there as well, so that order is kept. The
 * thread starts when there is something to send or to look for.
 */
final class TargetSpool implements SpoolAccount {

  private static final long MOST_LENT = 4L << 20;
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final GuardedExporter exporter;
  private final TargetCounts counts;
  private final long timeoutNanos;
  private final WorkerThread thread;
  private final SpoolDirectory directory;
  private final Spool spool;
  private volatile boolean looking;
  private volatile boolean closing;
  private volatile @Nullable Thread waiter;

  private TargetSpool(
      GuardedExporter exporter,
      TargetCounts counts,
      long timeoutNanos,
      SpoolDirectory directory,
      String name,
      SpoolLimits limits)
      throws IOException {
    this.exporter = exporter;
    this.counts = counts;
    this.timeoutNanos = timeoutNanos;
    this.thread = new WorkerThread("raglan-spool-" + exporter.name(), this::run);
    this.directory = directory;
    this.spool = directory.spool(name, limits, this);
  }

  /**
   * Opens the spool; if others have left something for it, begins to send that.
   *
   * @param name unique in the directory
   */
  static TargetSpool open(
      GuardedExporter exporter,
      TargetCounts counts,
      long timeoutNanos,
      SpoolDirectory directory,
      String name,
      SpoolLimits limits)
      throws IOException {
    TargetSpool opened = new TargetSpool(exporter, counts, timeoutNanos, directory, name, limits);
    if (!opened.spool.isEmpty()) {
      opened.thread.wake();
    }
    return opened;
  }

  @Override
  public void found(int spans) {
    counts.adopted(spans);
  }

  @Override
  public void lost(int spans, Loss loss) {
    DropReason reason =
        switch (loss) {
          case FULL -> DropReason.SPOOL_FULL;
          case EXPIRED -> DropReason.SPOOL_EXPIRED;
          case DAMAGED -> DropReason.SPOOL_DAMAGED;
        };
    counts.unspooled(spans, reason, cause(loss));
  }

  private static FailureCause cause(Loss loss) {
    return FailureCause.of(
        switch (loss) {
          case FULL -> "the spool is full, its oldest spans go";
          case EXPIRED -> "spans were in the spool for too long";
          case DAMAGED -> "a record of the spool is torn or damaged";
        });
  }

  /** Returns true if spans are to be kept rather than sent. */
  boolean isPostponing() {
    return closing || !spool.isEmpty();
  }

  boolean isEmpty() {
    return spool.isEmpty();
  }

  /**
   * Keeps the spans of a part, and counts those that it kept.
   *
   * @return null; or if not all could be kept, the reason, with {@code left[0]} set to their number
   */
  @Nullable FailureCause keep(Part part, int[] left) {
    left[0] = part.spans();
    try {
      spool.append(
          part.pieces(),
          spans -> {
            left[0] -= spans;
            counts.spooled(spans);
          });
      return null;
    } catch (IOException e) {
      return FailureCause.of("the spool failed: " + e.getMessage());
    } finally {
      thread.wake();
    }
  }

  /** Waits until nothing is in the spool, the deadline, or as long as that is wanted. */
  boolean awaitEmpty(long deadline, BooleanSupplier wanted) {
    waiter = Thread.currentThread();
    try {
      long left = deadline - System.nanoTime();
      while (!spool.isEmpty() && !closing && left > 0 && wanted.getAsBoolean()) {
        thread.wake();
        LockSupport.parkNanos(this, Math.min(left, PAUSE));
        left = deadline - System.nanoTime();
      }
      return spool.isEmpty();
    } finally {
      waiter = null;
    }
  }

  /** Looks, on its own thread, for what processes that have ended have left since the last time. */
  void lookForLeft() {
    looking = true;
    thread.wake();
  }

  private void adoptLeft() {
    looking = false;
    try {
      directory.adopt(spool);
    } catch (Throwable thrown) {
      Safe.log("taking over what others have spooled for " + exporter.name(), thrown);
    }
  }

  private void run() {
    while (!thread.isStopped()) {
      if (looking && !closing) {
        adoptLeft();
      }
      if (spool.isEmpty()) {
        LockSupport.park(this);
        clearInterrupt();
      } else {
        long before = spool.spans();
        drain();
        if (spool.spans() == before) {
          LockSupport.parkNanos(this, PAUSE);
        }
      }
    }
  }

  private void drain() {
    try {
      List<Piece> pieces = spool.lend(Math.min(exporter.maxBytes(), MOST_LENT));
      if (!pieces.isEmpty()) {
        exporter.resend(pieces, new Resending(System.nanoTime() + timeoutNanos));
      }
    } catch (Throwable thrown) {
      Safe.log("reading the spool of " + exporter.name(), thrown);
    } finally {
      clearInterrupt();
      spool.giveBack();
      LockSupport.unpark(waiter);
    }
  }

  @SuppressWarnings("ResultOfMethodCallIgnored")
  private static void clearInterrupt() {
    Thread.interrupted();
  }

  /** From now on keeps everything, and waits for nothing. */
  void beginClosing() {
    closing = true;
    LockSupport.unpark(waiter);
  }

  void stop() {
    closing = true;
    thread.stop();
  }

  boolean join(long nanos) {
    return thread.join(nanos);
  }

  /** The settlement of pieces that are sent from the spool. */
  private final class Resending implements Settlement {

    private final long deadline;

    Resending(long deadline) {
      this.deadline = deadline;
    }

    @Override
    public void exported(int spans) {
      settle(spans, null, null);
    }

    @Override
    public void dropped(int spans, Loss reason, FailureCause cause) {
      settle(spans, SpanAccount.reason(reason), cause);
    }

    private void settle(int spans, @Nullable DropReason failure, @Nullable FailureCause cause) {
      if (spans == 0) {
        return;
      }
      try {
        spool.settle(spans, () -> counts.unspooled(spans, failure, cause));
      } catch (IOException e) {
        Safe.log("marking spans of the spool as delivered", e);
      }
    }

    /** Leaves the part where it is. */
    @Override
    public void unsent(Part part, Loss reason, FailureCause cause) {}

    @Override
    public boolean isPostponed(boolean failed) {
      return thread.isStopped();
    }

    /** Refuses to have spans kept: those of a request are in the spool. */
    @Override
    public boolean keeping(int spans) {
      return false;
    }

    @Override
    public void failing(FailureCause cause) {
      counts.failing(cause);
    }

    @Override
    public long nanosLeft() {
      return deadline - System.nanoTime();
    }

    @Override
    public boolean isAbandoned() {
      return thread.isStopped();
    }
  }
}
