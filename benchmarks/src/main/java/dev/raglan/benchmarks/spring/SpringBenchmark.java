package dev.raglan.benchmarks.spring;

import static dev.raglan.benchmarks.caller.Chat.MESSAGES;
import static dev.raglan.benchmarks.caller.Chat.MODEL;
import static dev.raglan.benchmarks.caller.Search.QUERY;
import static dev.raglan.benchmarks.caller.Search.TOP_K;

import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import dev.raglan.benchmarks.caller.ByHand;
import dev.raglan.benchmarks.caller.Chat;
import dev.raglan.benchmarks.caller.Search;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** The cost of a call of a proxied bean: with Raglan's advisor, with other aspects, by hand. */
public class SpringBenchmark extends Rounds {

  @SuppressWarnings("NullAway.Init")
  private Retriever retriever;

  @SuppressWarnings("NullAway.Init")
  private OtherRetriever other;

  @SuppressWarnings("NullAway.Init")
  private ByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(SpringPipeline pipeline) {
    retriever = pipeline.bean(Retriever.class);
    other = pipeline.bean(OtherRetriever.class);
    byHand = new ByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    proof.hasAttributes(2, () -> byHand.withTwoAttributes(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> byHand.withJson(QUERY, TOP_K), QUERY, TOP_K);
    proof.hasAttributes(2, () -> other.withSpan(QUERY, TOP_K));
    proof.hasAttributes(2, () -> other.observed(QUERY, TOP_K));
    proof.hasAttributes(2, () -> retriever.withoutContent(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> retriever.immutable(QUERY, TOP_K), QUERY, TOP_K);
    proof.shows(() -> retriever.retrieve(QUERY, TOP_K), QUERY, "d4", "RETRIEVER");
    proof.shows(() -> retriever.chat(MODEL, MESSAGES), MODEL, Chat.PROMPT_TOKENS);
  }

  /** A proxy whose advice only proceeds: what every traced call of a bean pays for besides. */
  @Benchmark
  public void proxyAlone(Blackhole hole) {
    round(hole, () -> other.proxyAlone(QUERY, TOP_K));
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

  /** OpenTelemetry's annotation. */
  @Benchmark
  public void withSpan(Blackhole hole) {
    round(hole, () -> other.withSpan(QUERY, TOP_K));
  }

  /** Micrometer's annotation. */
  @Benchmark
  public void observed(Blackhole hole) {
    round(hole, () -> other.observed(QUERY, TOP_K));
  }

  /** Raglan's annotation; neither input nor output captured. */
  @Benchmark
  public void withoutContent(Blackhole hole) {
    round(hole, () -> retriever.withoutContent(QUERY, TOP_K));
  }

  /** Raglan's annotation; immutable values captured, rendered on the worker. */
  @Benchmark
  public void immutable(Blackhole hole) {
    round(hole, () -> retriever.immutable(QUERY, TOP_K));
  }

  /** Raglan's annotation of a retrieval; 5 immutable documents. */
  @Benchmark
  public void retrieval5(Blackhole hole) {
    round(hole, () -> retriever.retrieve(QUERY, TOP_K));
  }

  /** Raglan's annotation of a generation, with {@code @Bind} and {@code @BindResult}. */
  @Benchmark
  public void generationBound(Blackhole hole) {
    round(hole, () -> retriever.chat(MODEL, MESSAGES));
  }
}
