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




/** What a call costs whose result can change at any time, and so is rendered before it goes on. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Pipeline.CALLS)
public class MutableBenchmark {

  private final Search search = new Search();
  private final BeanSearch beanSearch = new BeanSearch(Doc.LENGTH);

  @SuppressWarnings("NullAway.Init")
  private ByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    byHand = new ByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    proof.hasContent(Search.CONTENT, () -> byHand.beansWithJson(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> beanSearch.beans(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> search.listOfRecords(QUERY, TOP_K));
  }

  /** A span by hand with input and output as JSON; beans in a list that can change. */
  @Benchmark
  public void byHandWithJson(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(byHand.beansWithJson(QUERY, TOP_K));
    }
  }

  /** Annotated and woven; the same beans in a list that can change. */
  @Benchmark
  public void beans(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(beanSearch.beans(QUERY, TOP_K));
    }
  }

  /** Annotated and woven; immutable records in a list that can change. */
  @Benchmark
  public void listOfRecords(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(search.listOfRecords(QUERY, TOP_K));
    }
  }
}
