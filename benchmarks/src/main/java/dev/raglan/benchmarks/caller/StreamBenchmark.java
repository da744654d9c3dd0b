package dev.raglan.benchmarks.caller;

import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Pipeline;
import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;

/**
 * The cost of a woven generation that streams texts: of a stream of 100, and of one text of a
 * stream of 1,000.
 */
public class StreamBenchmark extends Rounds {

  private static final int LONG = 1_000;

  private final TextStreams hundred = new TextStreams(100);
  private final TextStreams thousand = new TextStreams(LONG);

  @SuppressWarnings("NullAway.Init")
  private GenerationByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    byHand = new GenerationByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    Object[] expected = {Chat.MODEL, Search.QUERY, "piece0 piece1 piece2 ", "piece98 piece99"};
    proof.shows(() -> read(hundred.byHand(byHand, Search.QUERY)), expected);
    proof.shows(() -> read(hundred.traced(Search.QUERY)), expected);
    proof.shows(() -> read(thousand.traced(Search.QUERY)), expected);
    proof.shows(() -> hundred.byHandFlux(byHand, Search.QUERY).blockLast(), expected);
    proof.shows(() -> hundred.tracedFlux(Search.QUERY).blockLast(), expected);
  }

  private static long read(Stream<String> stream) {
    try (stream) {
      return stream.mapToLong(String::length).sum();
    }
  }

  private static void read(Blackhole hole, Supplier<Stream<String>> call) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      try (Stream<String> stream = call.get()) {
        stream.forEach(hole::consume);
      }
    }
  }

  private static void readFlux(Blackhole hole, Supplier<Flux<String>> call) {
    for (int i = 0; i < Pipeline.CALLS; i++) {
      call.get().subscribe(hole::consume);
    }
  }

  /** A stream of 100 texts, read. */
  @Benchmark
  public void plainStream(Blackhole hole) {
    read(hole, hundred::plain);
  }

  /** A stream of 100 texts, read, with a span by hand. */
  @Benchmark
  public void byHandStream(Blackhole hole) {
    read(hole, () -> hundred.byHand(byHand, Search.QUERY));
  }

  /** A stream of 100 texts, read; annotated and woven. */
  @Benchmark
  public void stream(Blackhole hole) {
    read(hole, () -> hundred.traced(Search.QUERY));
  }

  /** A publisher of 100 texts, read. */
  @Benchmark
  public void plainFlux(Blackhole hole) {
    readFlux(hole, hundred::plainFlux);
  }

  /** A publisher of 100 texts, read, with a span by hand. */
  @Benchmark
  public void byHandFlux(Blackhole hole) {
    readFlux(hole, () -> hundred.byHandFlux(byHand, Search.QUERY));
  }

  /** A publisher of 100 texts, read; annotated and woven. */
  @Benchmark
  public void flux(Blackhole hole) {
    readFlux(hole, () -> hundred.tracedFlux(Search.QUERY));
  }

  /** A text of a stream of 1,000, read. */
  @Benchmark
  @OperationsPerInvocation(Pipeline.CALLS * LONG)
  public void plainText(Blackhole hole) {
    read(hole, thousand::plain);
  }

  /** A text of a stream of 1,000, read, with a span by hand. */
  @Benchmark
  @OperationsPerInvocation(Pipeline.CALLS * LONG)
  public void byHandText(Blackhole hole) {
    read(hole, () -> thousand.byHand(byHand, Search.QUERY));
  }

  /** A text of a stream of 1,000, read; annotated and woven. */
  @Benchmark
  @OperationsPerInvocation(Pipeline.CALLS * LONG)
  public void text(Blackhole hole) {
    read(hole, () -> thousand.traced(Search.QUERY));
  }
}
