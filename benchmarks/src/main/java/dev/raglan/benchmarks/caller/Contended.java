package dev.raglan.benchmarks.caller;

import static dev.raglan.benchmarks.caller.Search.QUERY;
import static dev.raglan.benchmarks.caller.Search.TOP_K;

import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Pipeline;
import dev.raglan.benchmarks.report.Figure;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Measures how many calls one thread makes, and two at once that have the pipeline in common.
 *
 * <p>No JMH benchmark: its threads would have rounds of their own, and while one's is measured the
 * other would drain the queue. Here rounds of one thread and of two take turns, two set out at the
 * same moment or the round does not count, and the queue is drained between rounds. Two cores have
 * nothing left for anything else: what two threads by hand reach is as much as the machine gives.
 */
public final class Contended {

  private static final int WARM_UP = 400;
  private static final int ROUNDS = 1_000;

  private final OwnPipeline pipeline = new OwnPipeline();
  private final List<Figure> figures = new ArrayList<>();

  private Contended() {}

  /**
   * Measures, and writes the figures.
   *
   * @param args the file to write to
   */
  public static void main(String[] args) throws Exception {
    Contended contended = new Contended();
    contended.measure();
    Figure.write(Path.of(args[0]), contended.figures);
  }

  private void measure() throws ExecutionException, InterruptedException {
    pipeline.open();
    ByHand byHand = new ByHand(pipeline.tracer());
    Search search = new Search();
    measure(
        "byHandTwoAttributes",
        "byHandTwoAttributesByTwo",
        () -> byHand.withTwoAttributes(QUERY, TOP_K));
    measure("byHandJson", "byHandJsonByTwo", () -> byHand.withJson(QUERY, TOP_K));
    measure(
        "oneThreadWithoutContent",
        "twoThreadsWithoutContent",
        () -> search.withoutContent(QUERY, TOP_K));
    measure("oneThreadImmutable", "twoThreadsImmutable", () -> search.immutable(QUERY, TOP_K));
    pipeline.close();
  }

  private void measure(String one, String two, Runnable call)
      throws ExecutionException, InterruptedException {
    List<Double> byOne = new ArrayList<>();
    List<Double> byTwo = new ArrayList<>();
    try (Callers single = new Callers(1);
        Callers pair = new Callers(2)) {
      for (int i = 0; i < WARM_UP + ROUNDS; i++) {
        boolean counts = i >= WARM_UP;
        round(single, call, counts ? byOne : new ArrayList<>());
        round(pair, call, counts ? byTwo : new ArrayList<>());
      }
    }
    add(one, byOne);
    add(two, byTwo);
  }

  private void round(Callers callers, Runnable call, List<Double> rates)
      throws ExecutionException, InterruptedException {
    OptionalDouble rate = callers.round(call);
    rate.ifPresent(rates::add);
    pipeline.finishRound();
  }

  /** Adds the figure; on a machine that is too busy for a single round it is not measured. */
  private void add(String name, List<Double> rates) {
    if (rates.isEmpty()) {
      System.out.printf("%s: not measured, every round was disturbed%n", name);
      return;
    }
    double median = Figure.median(rates, Double::doubleValue);
    System.out.printf("%s: %.0f calls/ms in %d rounds%n", name, median, rates.size());
    figures.add(Figure.of("Contended." + name, median, "ops/ms"));
  }

  /** Threads that make the same calls at the same time. */
  private static final class Callers implements AutoCloseable {

    /** The time in which all of them come to the line and spin there. */
    private static final long LINE_UP_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final long LATE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    /** The share of its time that a thread may have been without a core. */
    private static final double LOST = 0.05;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ExecutorService executor;
    private final int threads;

    private Callers(int threads) {
      this.threads = threads;
      this.executor = Executors.newFixedThreadPool(threads);
    }

    /**
     * The outcome of one thread's round.
     *
     * @param disturbed whether it set out late, or the scheduler took its core away meanwhile
     * @param callsPerMilli how many calls it made in a millisecond
     */
    private record Found(boolean disturbed, double callsPerMilli) {}

    /**
     * Returns how many calls all of them make in a millisecond, together; empty if they were not at
     * it at the same time, so that they did not contend for anything.
     */
    private OptionalDouble round(Runnable call) throws ExecutionException, InterruptedException {
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

    /** Returns how often the thread has waited: that is contention, and counts. */
    private static long stops() {
      ThreadInfo thread = THREADS.getThreadInfo(Thread.currentThread().getId());
      return thread.getBlockedCount() + thread.getWaitedCount();
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
