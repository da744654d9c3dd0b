package dev.raglan.internal.delivery;

import dev.raglan.export.FlushResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/** The shutdown of delivery: runs once and keeps its deadline. Thread-safe. */
final class ShutdownSequence {

  private static final long MOST_FOR_SPOOLS = TimeUnit.SECONDS.toNanos(2);
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long MOST_FOR_EXPORTERS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Dispatcher dispatcher;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<FlushResult> result = new CompletableFuture<>();

  ShutdownSequence(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /**
   * Closes, or waits for the thread that does.
   *
   * @param deadline by {@link System#nanoTime()}
   * @param flush requests a last flush
   * @param report builds the result, given true if every step succeeded
   */
  FlushResult run(
      long deadline, Supplier<FlushRequest> flush, Function<Boolean, FlushResult> report) {
    // An earlier interrupt must not lose the queued spans.
    boolean interrupted = Thread.interrupted();
    try {
      if (begun.compareAndSet(false, true)) {
        result.complete(report.apply(close(deadline, flush)));
      }
      return result.get(nanosTo(deadline), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return result.getNow(report.apply(false));
    } catch (TimeoutException | ExecutionException e) {
      return result.getNow(report.apply(false));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean close(long deadline, Supplier<FlushRequest> flush) {
    long all = nanosTo(deadline);
    long forExporters = Math.min(all / 5, MOST_FOR_EXPORTERS);
    long forSpools = dispatcher.spools() ? Math.min(all / 2, MOST_FOR_SPOOLS) : 0;
    boolean passed = flush.get().await(all - forExporters - forSpools);
    if (!passed && dispatcher.spools()) {
      spool(flush.get(), deadline - forExporters);
    }
    dispatcher.stop(forExporters / 2);
    List<TargetWorker> targets = dispatcher.targets();
    targets.forEach(TargetWorker::stop);
    for (ExporterShutdown exporter : targets.stream().map(TargetWorker::shutdown).toList()) {
      passed &= exporter.await(nanosTo(deadline));
    }
    dispatcher.join(nanosTo(deadline));
    targets.forEach(target -> target.join(deadline));
    dispatcher.closeSpools();
    dispatcher.logLosses(true);
    return passed;
  }

  /** Has the spools keep what could not be delivered. */
  private void spool(FlushRequest behindAll, long until) {
    while (!behindAll.isDone() && nanosTo(until) > 0) {
      // Repeated, because a request may be about to begin.
      dispatcher.targets().forEach(TargetWorker::beginClosing);
      LockSupport.parkNanos(this, STEP);
    }
    behindAll.finish(false);
  }

  private static long nanosTo(long deadline) {
    return Math.max(0, deadline - System.nanoTime());
  }
}
