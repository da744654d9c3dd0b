package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One call of an exporter, bounded in time even if the exporter never answers or never returns.
 *
 * <p>The calling thread waits for the answer and ignores interrupts while it does. If the exporter
 * does not return, another thread gives the call up and interrupts it; the late outcome is ignored.
 */
final class ExporterCall {

  private final Thread thread = Thread.currentThread();
  private final Work work;
  private final long deadline;
  private boolean inExporter;
  private volatile boolean givenUp;

  /**
   * Creates a call by the current thread.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  ExporterCall(Work work, long deadline) {
    this.work = work;
    this.deadline = deadline;
  }

  /**
   * Makes the call and waits for its answer.
   *
   * @return the reason of failure; null if it succeeded
   */
  @Nullable DropReason run(SpanExporter exporter) {
    if (!enter()) {
      return DropReason.ABANDONED_AT_SHUTDOWN;
    }
    CompletableResultCode result;
    try {
      result = work.start(exporter);
    } finally {
      leave();
    }
    return await(result);
  }

  private synchronized boolean enter() {
    inExporter = !givenUp;
    return inExporter;
  }

  private synchronized void leave() {
    inExporter = false;
    clearInterrupt();
  }

  private @Nullable DropReason await(CompletableResultCode result) {
    result.whenComplete(() -> LockSupport.unpark(thread));
    while (!result.isDone() && !givenUp) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return DropReason.EXPORT_TIMEOUT;
      }
      LockSupport.parkNanos(this, left);
      clearInterrupt();
    }
    return result.isSuccess() ? null : DropReason.EXPORT_FAILED;
  }

  @SuppressWarnings("ResultOfMethodCallIgnored") // Whether there was one makes no difference.
  private static void clearInterrupt() {
    Thread.interrupted();
  }

  /** Returns the time until the deadline; negative past it. */
  long nanosLeft(long now) {
    return deadline - now;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** Finishes the work with a failure, and interrupts the exporter if it has not returned. */
  synchronized void giveUp(DropReason reason) {
    work.finish(reason);
    if (!givenUp) {
      givenUp = true;
      if (inExporter) {
        thread.interrupt();
      }
      LockSupport.unpark(thread);
    }
  }
}
