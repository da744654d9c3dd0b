package dev.raglan.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A profiler that says what the calls of {@link Rounds} cost the thread that makes them: the time
 * that it had a core, {@code caller.core.norm} in nanoseconds a call, and what it allocated, {@code
 * caller.alloc.norm} in bytes a call.
 *
 * <p>JMH's own score is the time that passed, with all that the machine did meanwhile; its {@code
 * gc.alloc.rate.norm} is of all threads: of those that deliver spans, too.
 */
public final class CallerCost implements InternalProfiler {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static volatile Used sum = new Used(0, 0);

  /**
   * The use of a thread.
   *
   * @param nanos time on a core
   * @param bytes allocated
   */
  record Used(long nanos, long bytes) {

    /** Returns what the current thread has used so far. */
    static Used now() {
      return new Used(THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }

    private Used plus(Used other) {
      return new Used(nanos + other.nanos, bytes + other.bytes);
    }

    private Used minus(Used other) {
      return new Used(nanos - other.nanos, bytes - other.bytes);
    }
  }

  /** Adds what the current thread has used since then; one thread calls this. */
  static void addSince(Used then) {
    sum = sum.plus(Used.now().minus(then));
  }

  @Override
  public String getDescription() {
    return "Core time and allocation of the thread that calls";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    sum = new Used(0, 0);
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Used used = sum;
    double calls = Math.max(1, result.getMetadata().getAllOps());
    return used.nanos() == 0
        ? List.of()
        : List.of(
            metric("caller.core.norm", used.nanos() / calls, "ns/op"),
            metric("caller.alloc.norm", used.bytes() / calls, "B/op"));
  }

  private static ScalarResult metric(String name, double value, String unit) {
    return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
  }
}
