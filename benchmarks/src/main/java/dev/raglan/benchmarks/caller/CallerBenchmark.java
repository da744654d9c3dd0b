package dev.raglan.benchmarks.caller;

import static dev.raglan.benchmarks.caller.Search.QUERY;
import static dev.raglan.benchmarks.caller.Search.TOP_K;

import dev.raglan.benchmarks.Doc;
import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** The cost of a woven call on its caller's thread, with a pipeline of Raglan's own. */
public class CallerBenchmark extends Rounds {

  private static final int LIMIT = 16_384;

  private final Search search = new Search();
  private final Search limit = new Search(TOP_K, LIMIT / TOP_K);
  private final Search beyond = new Search(TOP_K, 100_000 / TOP_K);

  @SuppressWarnings("NullAway.Init")
  private ByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    byHand = new ByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    proof.makesNone(() -> search.plain(QUERY, TOP_K));
    proof.hasAttributes(2, () -> byHand.withTwoAttributes(QUERY, TOP_K));
    proof.hasAttributes(2, () -> search.withoutContent(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> byHand.withJson(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasContent(Search.CONTENT, () -> search.immutable(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasContent(Search.CONTENT, () -> search.listOfRecords(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasContent(Search.CONTENT, () -> byHand.beansWithJson(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasContent(
        Search.CONTENT, () -> byHand.beansWithRedactedJson(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasContent(Search.CONTENT, () -> search.beans(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasContent(LIMIT * 9 / 10, () -> limit.beans(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasContent(LIMIT * 9 / 10, () -> beyond.beans(QUERY, TOP_K), QUERY, TOP_K);
  }

  /** The call alone; kept as a call, as nothing would be left of it in the loop. */
  @Benchmark
  public void plain(Blackhole hole) {
    round(hole, this::call);
  }

  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private List<Doc> call() {
    return search.plain(QUERY, TOP_K);
  }

  /** A span by hand with two attributes. */
  @Benchmark
  public void byHandWithTwoAttributes(Blackhole hole) {
    round(hole, () -> byHand.withTwoAttributes(QUERY, TOP_K));
  }

  /** A span by hand with input and output as JSON. */
  @Benchmark
  public void byHandWithJson(Blackhole hole) {
    round(hole, () -> byHand.withJson(QUERY, TOP_K));
  }

  /** Annotated and woven; neither input nor output captured. */
  @Benchmark
  public void withoutContent(Blackhole hole) {
    round(hole, () -> search.withoutContent(QUERY, TOP_K));
  }

  /** Annotated and woven; immutable values captured, rendered on the worker. */
  @Benchmark
  public void immutable(Blackhole hole) {
    round(hole, () -> search.immutable(QUERY, TOP_K));
  }

  /** Annotated and woven; immutable records in a list that can change. */
  @Benchmark
  public void listOfRecords(Blackhole hole) {
    round(hole, () -> search.listOfRecords(QUERY, TOP_K));
  }

  /** A span by hand with input and output as JSON; beans in a list that can change. */
  @Benchmark
  public void byHandBeans(Blackhole hole) {
    round(hole, () -> byHand.beansWithJson(QUERY, TOP_K));
  }

  /** The same, redacted by hand. */
  @Benchmark
  public void byHandBeansRedacted(Blackhole hole) {
    round(hole, () -> byHand.beansWithRedactedJson(QUERY, TOP_K));
  }

  /** Annotated and woven; beans that are rendered before the call goes on, as they can change. */
  @Benchmark
  public void beans(Blackhole hole) {
    round(hole, () -> search.beans(QUERY, TOP_K));
  }

  /** Annotated and woven; five beans that together have as many characters as are kept. */
  @Benchmark
  public void beansOf16k(Blackhole hole) {
    round(hole, () -> limit.beans(QUERY, TOP_K));
  }

  /** Annotated and woven; five beans of 20,000 characters each. */
  @Benchmark
  public void beansOf100k(Blackhole hole) {
    round(hole, () -> beyond.beans(QUERY, TOP_K));
  }
}
