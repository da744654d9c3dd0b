package dev.raglan.benchmarks.caller;

import static dev.raglan.benchmarks.caller.Search.QUERY;

import dev.raglan.benchmarks.Doc;
import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** The cost of a woven retrieval and reranking of 5 and of 50 immutable documents. */
public class RagEventBenchmark extends Rounds {

  private static final int FEW = 5;
  private static final int MANY = 50;

  private final List<Doc> few = Doc.some(FEW);
  private final List<Doc> many = Doc.some(MANY);
  private final Search searchFew = new Search(FEW, Doc.LENGTH);
  private final Search searchMany = new Search(MANY, Doc.LENGTH);

  @SuppressWarnings("NullAway.Init")
  private ByHand byHandFew;

  @SuppressWarnings("NullAway.Init")
  private ByHand byHandMany;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    byHandFew = new ByHand(pipeline.tracer(), searchFew);
    byHandMany = new ByHand(pipeline.tracer(), searchMany);
    Proof proof = new Proof(pipeline);
    proof.shows(() -> byHandFew.retrieve(QUERY, FEW), QUERY, "d4", "RETRIEVER");
    proof.shows(() -> searchFew.retrieve(QUERY, FEW), QUERY, "d4", "RETRIEVER");
    proof.shows(() -> byHandMany.retrieve(QUERY, MANY), QUERY, "d30", "RETRIEVER");
    proof.shows(() -> searchMany.retrieve(QUERY, MANY), QUERY, "d30", "RETRIEVER");
    proof.shows(() -> byHandFew.rerank(QUERY, few), QUERY, "d4", "RERANKER");
    proof.shows(() -> searchFew.rerank(QUERY, few), QUERY, "d4", "RERANKER");
    proof.shows(() -> byHandMany.rerank(QUERY, many), QUERY, "d30", "RERANKER");
    proof.shows(() -> searchMany.rerank(QUERY, many), QUERY, "d30", "RERANKER");
  }

  /** A retriever's span by hand, 5 documents. */
  @Benchmark
  public void byHandRetrieval5(Blackhole hole) {
    round(hole, () -> byHandFew.retrieve(QUERY, FEW));
  }

  /** A retrieval, annotated and woven, 5 documents. */
  @Benchmark
  public void retrieval5(Blackhole hole) {
    round(hole, () -> searchFew.retrieve(QUERY, FEW));
  }

  /** A retriever's span by hand, 50 documents. */
  @Benchmark
  public void byHandRetrieval50(Blackhole hole) {
    round(hole, () -> byHandMany.retrieve(QUERY, MANY));
  }

  /** A retrieval, annotated and woven, 50 documents. */
  @Benchmark
  public void retrieval50(Blackhole hole) {
    round(hole, () -> searchMany.retrieve(QUERY, MANY));
  }

  /** A reranker's span by hand, 5 documents. */
  @Benchmark
  public void byHandReranking5(Blackhole hole) {
    round(hole, () -> byHandFew.rerank(QUERY, few));
  }

  /** A reranking, annotated and woven, 5 documents. */
  @Benchmark
  public void reranking5(Blackhole hole) {
    round(hole, () -> searchFew.rerank(QUERY, few));
  }

  /** A reranker's span by hand, 50 documents. */
  @Benchmark
  public void byHandReranking50(Blackhole hole) {
    round(hole, () -> byHandMany.rerank(QUERY, many));
  }

  /** A reranking, annotated and woven, 50 documents. */
  @Benchmark
  public void reranking50(Blackhole hole) {
    round(hole, () -> searchMany.rerank(QUERY, many));
  }
}
