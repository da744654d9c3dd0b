package dev.raglan.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
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




/** What a woven call costs on its caller's thread, with a pipeline of Raglan's own. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Pipeline.CALLS)
public class CallerBenchmark {

  private final Search search = new Search();

  @SuppressWarnings("NullAway.Init")
  private ByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    byHand = new ByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    proof.makesNone(() -> search.plain(QUERY, TOP_K));
    proof.hasAttributes(2, () -> byHand.withTwoAttributes(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> byHand.withJson(QUERY, TOP_K));
    proof.hasAttributes(2, () -> search.withoutContent(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> search.immutable(QUERY, TOP_K));
  }

  /** The call alone; kept as a call, as nothing would be left of it in the loop. */
  @Benchmark
  public void plain(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(call());
    }
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private List<Doc> call() {
    return search.plain(QUERY, TOP_K);
  }

  /** A span by hand with two attributes. */
  @Benchmark
  public void byHandWithTwoAttributes(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(byHand.withTwoAttributes(QUERY, TOP_K));
    }
  }

  /** A span by hand with input and output as JSON. */
  @Benchmark
  public void byHandWithJson(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(byHand.withJson(QUERY, TOP_K));
    }
  }

  /** Annotated and woven; neither input nor output captured. */
  @Benchmark
  public void withoutContent(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(search.withoutContent(QUERY, TOP_K));
    }
  }

  /** Annotated and woven; immutable values captured, rendered on the worker. */
  @Benchmark
  public void immutable(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(search.immutable(QUERY, TOP_K));
    }
  }
}
