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




/**
 * What a woven call costs on an SDK that the application owns: it is rendered before its span ends.
 */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Pipeline.CALLS)
public class AppOwnedSdkBenchmark {

  private final Search search = new Search();

  @SuppressWarnings("NullAway.Init")
  private ByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(AppPipeline pipeline) {
    byHand = new ByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    proof.hasContent(Search.CONTENT, () -> byHand.withJson(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> search.immutable(QUERY, TOP_K));
  }

  /** A span by hand with input and output as JSON. */
  @Benchmark
  public void byHandWithJson(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(byHand.withJson(QUERY, TOP_K));
    }
  }

  /** Annotated and woven; immutable values captured. */
  @Benchmark
  public void immutable(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(search.immutable(QUERY, TOP_K));
    }
  }
}
