package dev.raglan.benchmarks.caller;

import static dev.raglan.benchmarks.caller.Search.QUERY;
import static dev.raglan.benchmarks.caller.Search.TOP_K;

import dev.raglan.benchmarks.AppPipeline;
import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cost of a woven call on an SDK that the application owns: it is rendered before its span
 * ends.
 */
public class AppOwnedSdkBenchmark extends Rounds {

  private final Search search = new Search();

  @SuppressWarnings("NullAway.Init")
  private ByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(AppPipeline pipeline) {
    byHand = new ByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    proof.hasContent(Search.CONTENT, () -> byHand.withJson(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasContent(Search.CONTENT, () -> byHand.withRedactedJson(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasContent(Search.CONTENT, () -> search.immutable(QUERY, TOP_K), QUERY, TOP_K);
  }

  /** A span by hand with input and output as JSON. */
  @Benchmark
  public void byHandWithJson(Blackhole hole) {
    round(hole, () -> byHand.withJson(QUERY, TOP_K));
  }

  /** The same, redacted by hand. */
  @Benchmark
  public void byHandRedacted(Blackhole hole) {
    round(hole, () -> byHand.withRedactedJson(QUERY, TOP_K));
  }

  /** Annotated and woven; immutable values captured. */
  @Benchmark
  public void immutable(Blackhole hole) {
    round(hole, () -> search.immutable(QUERY, TOP_K));
  }
}
