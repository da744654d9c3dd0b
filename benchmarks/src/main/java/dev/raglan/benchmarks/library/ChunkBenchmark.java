package dev.raglan.benchmarks.library;

import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Pipeline;
import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import dev.raglan.benchmarks.caller.GenerationByHand;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cost of one chunk of a library's streamed response, of 200, beside reading it alone. A share
 * of the span itself, of what the request costs, is in it.
 */
@OperationsPerInvocation(Pipeline.CALLS * ChunkBenchmark.CHUNKS)
public class ChunkBenchmark extends Rounds {

  static final int CHUNKS = 200;

  private final OpenAi openAi = new OpenAi();
  private final Anthropic anthropic = new Anthropic();
  private final SpringAi springAi = new SpringAi();
  private final LangChain4j langChain4j = new LangChain4j();

  @SuppressWarnings("NullAway.Init")
  private GenerationByHand spans;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    spans = new GenerationByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    prove(proof, this::readOpenAiByHand);
    prove(proof, this::readOpenAi);
    prove(proof, this::readAnthropicByHand);
    prove(proof, this::readAnthropic);
    prove(proof, this::readSpringAiByHand);
    prove(proof, this::readSpringAi);
    prove(proof, this::readLangChain4jByHand);
    prove(proof, this::readLangChain4j);
  }

  private static void prove(Proof proof, Consumer<Consumer<Object>> reading) {
    proof.shows(
        () -> {
          reading.accept(chunk -> {});
          return reading;
        },
        "Answer briefly",
        "What is this",
        "piece0 piece1 piece2 ",
        "piece196 piece197 ");
  }

  private static void read(Blackhole hole, Consumer<Consumer<Object>> reading) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      reading.accept(hole::consume);
    }
  }

  private static void read(Stream<?> stream, Consumer<Object> reader) {
    try (stream) {
      stream.forEach(reader);
    }
  }

  /** A chunk of openai-java's, read. */
  @Benchmark
  public void plainOpenAi(Blackhole hole) {
    read(hole, reader -> read(openAi.plainStream().stream(), reader));
  }

  /** The same, with a span by hand. */
  @Benchmark
  public void byHandOpenAi(Blackhole hole) {
    read(hole, this::readOpenAiByHand);
  }

  private void readOpenAiByHand(Consumer<Object> reader) {
    read(openAi.streamByHand(spans, OpenAi.REQUEST).stream(), reader);
  }

  /** The same, annotated and woven. */
  @Benchmark
  public void openAi(Blackhole hole) {
    read(hole, this::readOpenAi);
  }

  private void readOpenAi(Consumer<Object> reader) {
    read(openAi.stream(OpenAi.REQUEST).stream(), reader);
  }

  /** An event of anthropic-java's, read. */
  @Benchmark
  public void plainAnthropic(Blackhole hole) {
    read(hole, reader -> read(anthropic.plainStream().stream(), reader));
  }

  /** The same, with a span by hand. */
  @Benchmark
  public void byHandAnthropic(Blackhole hole) {
    read(hole, this::readAnthropicByHand);
  }

  private void readAnthropicByHand(Consumer<Object> reader) {
    read(anthropic.streamByHand(spans, Anthropic.REQUEST).stream(), reader);
  }

  /** The same, annotated and woven. */
  @Benchmark
  public void anthropic(Blackhole hole) {
    read(hole, this::readAnthropic);
  }

  private void readAnthropic(Consumer<Object> reader) {
    read(anthropic.stream(Anthropic.REQUEST).stream(), reader);
  }

  /** A streamed response of Spring AI's, read. */
  @Benchmark
  public void plainSpringAi(Blackhole hole) {
    read(hole, reader -> springAi.plainStream().subscribe(reader));
  }

  /** The same, with a span by hand. */
  @Benchmark
  public void byHandSpringAi(Blackhole hole) {
    read(hole, this::readSpringAiByHand);
  }

  private void readSpringAiByHand(Consumer<Object> reader) {
    springAi.streamByHand(spans, SpringAi.REQUEST).subscribe(reader);
  }

  /** The same, annotated and woven. */
  @Benchmark
  public void springAi(Blackhole hole) {
    read(hole, this::readSpringAi);
  }

  private void readSpringAi(Consumer<Object> reader) {
    springAi.stream(SpringAi.REQUEST).subscribe(reader);
  }

  /** A partial response of LangChain4j's token stream, read. */
  @Benchmark
  public void plainLangChain4j(Blackhole hole) {
    read(hole, reader -> langChain4j.plainStream().onPartialResponse(reader::accept).start());
  }

  /** The same, with a span by hand. */
  @Benchmark
  public void byHandLangChain4j(Blackhole hole) {
    read(hole, this::readLangChain4jByHand);
  }

  private void readLangChain4jByHand(Consumer<Object> reader) {
    langChain4j.readByHand(spans, LangChain4j.REQUEST, reader);
  }

  /** The same, annotated and woven. */
  @Benchmark
  public void langChain4j(Blackhole hole) {
    read(hole, this::readLangChain4j);
  }

  private void readLangChain4j(Consumer<Object> reader) {
    langChain4j.stream(LangChain4j.REQUEST)
        .onPartialResponse(reader::accept)
        .ignoreErrors()
        .start();
  }
}
