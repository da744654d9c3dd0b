package dev.raglan.internal.delivery;

import dev.raglan.export.FlushResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** The shutdown of delivery: runs once and keeps its deadline. Thread-safe. */
final class ShutdownSequence {

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
        result.complete(report.apply(close(deadline, flush.get())));
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

  private boolean close(long deadline, FlushRequest flush) {
    long all = nanosTo(deadline);
    long forExporters = Math.min(all / 5, MOST_FOR_EXPORTERS);
    boolean passed = flush.await(all - forExporters);
    dispatcher.stop(forExporters / 2);
    List<TargetWorker> targets = dispatcher.targets();
    targets.forEach(TargetWorker::stop);
    for (ExporterShutdown exporter : targets.stream().map(TargetWorker::shutdown).toList()) {
      passed &= exporter.await(nanosTo(deadline));
    }
    dispatcher.join(nanosTo(deadline));
    targets.forEach(target -> target.join(nanosTo(deadline)));
    dispatcher.logLosses(true);
    return passed;
  }

  private static long nanosTo(long deadline) {
    return Math.max(0, deadline - System.nanoTime());
  }
}
