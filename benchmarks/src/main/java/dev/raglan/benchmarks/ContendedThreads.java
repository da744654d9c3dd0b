package dev.raglan.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;



/** Threads that make the same calls at the same time. */
final class ContendedThreads implements AutoCloseable {

  /** In which all of them come to the line and spin there. */
  private static final long LINE_UP_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private static final long LATE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** How much of its time a thread may have been without a core. */
  private static final double LOST = 0.05;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ExecutorService executor;
  private final int threads;

  ContendedThreads(int threads) {
    this.threads = threads;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /**
   * What one thread found.
   *
   * @param disturbed whether it set out late, or the scheduler took its core away meanwhile
   * @param callsPerMilli how many calls it made in a millisecond
   */
  private record Found(boolean disturbed, double callsPerMilli) {}

  /**
   * How many calls all of them make in a millisecond, together; empty if they were not at it at the
   * same time, so that they did not contend for anything.
   */
  OptionalDouble round(Runnable call) throws ExecutionException, InterruptedException {
    long start = System.nanoTime() + LINE_UP_NANOS;
    List<Future<Found>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(executor.submit(() -> run(call, start)));
    }
    double sum = 0;
    boolean disturbed = false;
    for (Future<Found> each : running) {
      Found found = each.get();
      sum += found.callsPerMilli();
      disturbed |= found.disturbed();
    }
    return disturbed ? OptionalDouble.empty() : OptionalDouble.of(sum);
  }

  private static Found run(Runnable call, long start) {
    while (System.nanoTime() - start < 0) {
      Thread.onSpinWait();
    }
    long stops = stops();
    long core = THREADS.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    for (int i = 0; i < Pipeline.CALLS; i++) {
      call.run();
    }
    long taken = System.nanoTime() - begin;
    boolean descheduled =
        taken - (THREADS.getCurrentThreadCpuTime() - core) > LOST * taken && stops() == stops;
    return new Found(begin - start > LATE_NANOS || descheduled, Pipeline.CALLS / (taken / 1e6));
  }

  /**
   * How often the thread has waited for a lock or another thread: that is contention, and counts.
   */
  private static long stops() {
    ThreadInfo thread = THREADS.getThreadInfo(Thread.currentThread().getId());
    return thread.getBlockedCount() + thread.getWaitedCount();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
