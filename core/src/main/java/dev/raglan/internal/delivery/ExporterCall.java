package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One call of an exporter, bounded in time though the exporter may never answer, or never return.
 *
 * <p>The thread that makes the call waits for the answer itself, and takes an interrupt for no
 * reason not to. If the exporter does not even return, somebody else gives up for it and interrupts
 * it; what then happens on that thread counts no more.
 */
final class ExporterCall {

  private final Thread thread = Thread.currentThread();
  private final Work work;
  private final long deadline;
  private boolean inExporter;
  private volatile boolean givenUp;

  /**
   * A call that the current thread is about to make.
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
   * @return why it failed; null if it did not
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

  /** How long the exporter still has; negative if it should have answered. */
  long nanosLeft(long now) {
    return deadline - now;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** Ends the work in the name of the exporter, which is interrupted if it has not returned. */
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
