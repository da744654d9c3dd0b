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




/** What a call of a proxied bean costs: with Raglan's advisor, with other aspects, by hand. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Pipeline.CALLS)
public class SpringBenchmark {

  @SuppressWarnings("NullAway.Init")
  private Retriever retriever;

  @SuppressWarnings("NullAway.Init")
  private OtherRetriever other;

  @SuppressWarnings("NullAway.Init")
  private UntracedRetriever untraced;

  @SuppressWarnings("NullAway.Init")
  private ByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(SpringPipeline pipeline) {
    retriever = pipeline.bean(Retriever.class);
    other = pipeline.bean(OtherRetriever.class);
    untraced = pipeline.bean(UntracedRetriever.class);
    byHand = new ByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    proof.hasAttributes(2, () -> byHand.withTwoAttributes(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> byHand.withJson(QUERY, TOP_K));
    proof.hasAttributes(2, () -> other.withSpan(QUERY, TOP_K));
    proof.hasAttributes(2, () -> other.observed(QUERY, TOP_K));
    proof.hasAttributes(2, () -> retriever.withoutContent(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> retriever.immutable(QUERY, TOP_K));
  }

  /** A proxy whose advice only proceeds: what every traced call of a bean pays for besides. */
  @Benchmark
  public void proxyAlone(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(untraced.proxyAlone(QUERY, TOP_K));
    }
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

  /** OpenTelemetry's annotation. */
  @Benchmark
  public void withSpan(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(other.withSpan(QUERY, TOP_K));
    }
  }

  /** Micrometer's annotation. */
  @Benchmark
  public void observed(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(other.observed(QUERY, TOP_K));
    }
  }

  /** Raglan's annotation; neither input nor output captured. */
  @Benchmark
  public void withoutContent(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(retriever.withoutContent(QUERY, TOP_K));
    }
  }

  /** Raglan's annotation; immutable values captured, rendered on the worker. */
  @Benchmark
  public void immutable(Blackhole hole) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      hole.consume(retriever.immutable(QUERY, TOP_K));
    }
  }
}
