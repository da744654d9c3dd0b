package dev.raglan.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A benchmark whose calls are made in rounds of {@link Pipeline#CALLS}; a figure is that of one
 * call. By default it runs in three virtual machines, as they differ more than iterations do. Most
 * of an iteration is spent on delivery, so that the compiler needs ten of them to come to rest.
 */
@State(Scope.Benchmark)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 3, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Pipeline.CALLS)
public abstract class Rounds {

  private CallerCost.Used before = new CallerCost.Used(0, 0);

  /** Begins to measure what the caller's thread uses. */
  @Setup(Level.Invocation)
  public void beginRound() {
    before = CallerCost.Used.now();
  }

  /** Ends that, before the pipeline is drained. */
  @TearDown(Level.Invocation)
  public void endRound() {
    CallerCost.addSince(before);
  }

  /** Makes the calls of a round. */
  protected static void round(Blackhole hole, Supplier<?> call) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(call.get());
    }
  }
}
