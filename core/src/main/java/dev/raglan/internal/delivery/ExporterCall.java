package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import dev.raglan.internal.transport.FailureCause;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One call of an exporter, bounded in time even if the exporter never answers or never returns.
 *
 * <p>The calling thread waits for the answer and ignores interrupts while it does. If the exporter
 * does not return, another thread gives the call up and interrupts it; the late outcome is ignored.
 */
final class ExporterCall {

  private static final FailureCause NO_ANSWER = FailureCause.of("no answer in time");
  static final FailureCause TIME_UP = FailureCause.of("time was up at shutdown");
  private static final FailureCause UNKNOWN = FailureCause.of("the export failed");

  private final Thread thread = Thread.currentThread();
  private final Work work;
  private final long deadline;
  private final long grace;
  private final long begun = System.nanoTime();
  private boolean inExporter;
  private volatile boolean givenUp;

  /**
   * Creates a call by the current thread.
   *
   * @param deadline by {@link System#nanoTime()}
   * @param grace the nanoseconds past the deadline that an exporter which keeps it has to say why
   */
  ExporterCall(Work work, long deadline, long grace) {
    this.work = work;
    this.deadline = deadline;
    this.grace = grace;
  }

  /** Makes the call, waits for its answer, and finishes the work. */
  void run(GuardedExporter exporter) {
    if (!enter()) {
      work.finish(DropReason.ABANDONED_AT_SHUTDOWN, TIME_UP);
      return;
    }
    CompletableResultCode result;
    try {
      result = work.start(exporter, deadline);
    } finally {
      leave();
    }
    await(result);
  }

  private synchronized boolean enter() {
    inExporter = !givenUp;
    return inExporter;
  }

  private synchronized void leave() {
    inExporter = false;
    clearInterrupt();
  }

  private void await(CompletableResultCode result) {
    result.whenComplete(() -> LockSupport.unpark(thread));
    while (!result.isDone() && !givenUp) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        work.finish(DropReason.EXPORT_TIMEOUT, NO_ANSWER);
        return;
      }
      LockSupport.parkNanos(this, left);
      clearInterrupt();
    }
    if (result.isSuccess()) {
      work.finish(null, null);
    } else {
      work.finish(DropReason.EXPORT_FAILED, cause(result.getFailureThrowable()));
    }
  }

  private static FailureCause cause(@Nullable Throwable failure) {
    if (failure == null) {
      return UNKNOWN;
    }
    String message = failure.getMessage();
    return FailureCause.of(message == null ? failure.getClass().getName() : message);
  }

  @SuppressWarnings("ResultOfMethodCallIgnored") // Whether there was one makes no difference.
  private static void clearInterrupt() {
    Thread.interrupted();
  }

  /** Returns the time until the call is given up; negative past it. */
  long nanosLeft(long now) {
    return deadline + grace - now;
  }

  /** Returns the time since the call began. */
  long nanosSince(long now) {
    return now - begun;
  }

  /** Ends the exporter's attempts, so that what it could not deliver is kept. */
  void postpone(GuardedExporter exporter) {
    work.postpone();
    exporter.cancel();
    LockSupport.unpark(thread);
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** Finishes the work with a failure, and interrupts the exporter if it has not returned. */
  synchronized void giveUp(DropReason reason) {
    work.finish(reason, reason == DropReason.EXPORT_TIMEOUT ? NO_ANSWER : TIME_UP);
    if (!givenUp) {
      givenUp = true;
      if (inExporter) {
        thread.interrupt();
      }
      LockSupport.unpark(thread);
    }
  }
}
