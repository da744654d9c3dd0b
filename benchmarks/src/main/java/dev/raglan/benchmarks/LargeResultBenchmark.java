package dev.raglan.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import static dev.raglan.benchmarks.Search.QUERY;
import static dev.raglan.benchmarks.Search.TOP_K;




/** What a result of 100,000 characters costs beside one of as many as are kept, 16,384. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Pipeline.CALLS)
public class LargeResultBenchmark {

  private static final int LIMIT = 16_384;

  private final BeanSearch limit = new BeanSearch(LIMIT / TOP_K);
  private final BeanSearch beyond = new BeanSearch(100_000 / TOP_K);

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    Proof proof = new Proof(pipeline);
    proof.hasContent(LIMIT * 9 / 10, () -> limit.beans(QUERY, TOP_K));
    proof.hasContent(LIMIT * 9 / 10, () -> beyond.beans(QUERY, TOP_K));
  }

  /** Annotated and woven; five beans of a fifth of the limit each. */
  @Benchmark
  public void result16k(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(limit.beans(QUERY, TOP_K));
    }
  }

  /** Annotated and woven; five beans of 20,000 characters each. */
  @Benchmark
  public void result100k(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(beyond.beans(QUERY, TOP_K));
    }
  }
}
