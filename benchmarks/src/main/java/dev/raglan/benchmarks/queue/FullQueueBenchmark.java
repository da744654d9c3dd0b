package dev.raglan.benchmarks.queue;

import static dev.raglan.benchmarks.caller.Chat.ANSWER;
import static dev.raglan.benchmarks.caller.Chat.MESSAGES;
import static dev.raglan.benchmarks.caller.Chat.MODEL;
import static dev.raglan.benchmarks.caller.Search.QUERY;
import static dev.raglan.benchmarks.caller.Search.TOP_K;

import dev.raglan.Raglan;
import dev.raglan.benchmarks.Nowhere;
import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Rounds;
import dev.raglan.benchmarks.caller.Chat;
import dev.raglan.benchmarks.caller.Search;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.trace.ActiveTrace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cost of a woven call, and of the facade, whose spans are dropped, as the queue is full,
 * beside one whose are kept.
 */
public class FullQueueBenchmark extends Rounds {

  private final Search search = new Search();
  private final Chat chat = new Chat();

  /** A pipeline whose target hangs, and whose queue is full. */
  @State(Scope.Benchmark)
  public static class Full {

    private static final int SPANS = 64;

    private final Nowhere hung = Nowhere.hung();

    @SuppressWarnings("NullAway.Init")
    private Raglan raglan;

    private long kept;

    /** Opens the pipeline and fills its queue. */
    @Setup
    public void fill() {
      DeliverySettings settings =
          DeliverySettings.builder()
              .maxQueueSpans(SPANS)
              .batchSize(SPANS)
              .timeout(Duration.ofHours(1))
              .build();
      raglan = Raglan.builder().exportTo(hung).delivery(settings).buildGlobal();
      Search search = new Search();
      while (raglan.delivery().dropped() < SPANS || raglan.delivery().queued() < SPANS) {
        search.immutable(QUERY, TOP_K);
      }
      kept = kept();
    }

    private long kept() {
      DeliveryStats stats = raglan.delivery();
      return stats.produced() - stats.dropped();
    }

    /** Closes the pipeline, if every span was dropped. */
    @TearDown
    public void close() {
      OwnPipeline.report(raglan.delivery());
      if (kept() != kept) {
        throw new IllegalStateException("The queue was not full: " + raglan.delivery());
      }
      hung.letGo();
      raglan.close();
    }
  }

  /** A call with immutable content, kept. */
  @Benchmark
  public void keptImmutable(OwnPipeline pipeline, Blackhole hole) {
    round(hole, () -> search.immutable(QUERY, TOP_K));
  }

  /** A call with immutable content, dropped. */
  @Benchmark
  public void fullImmutable(Full full, Blackhole hole) {
    round(hole, () -> search.immutable(QUERY, TOP_K));
  }

  /** A call that returns beans, kept. */
  @Benchmark
  public void keptBeans(OwnPipeline pipeline, Blackhole hole) {
    round(hole, () -> search.beans(QUERY, TOP_K));
  }

  /** A call that returns beans, dropped. */
  @Benchmark
  public void fullBeans(Full full, Blackhole hole) {
    round(hole, () -> search.beans(QUERY, TOP_K));
  }

  /** A retrieval, kept. */
  @Benchmark
  public void keptRetrieval(OwnPipeline pipeline, Blackhole hole) {
    round(hole, () -> search.retrieve(QUERY, TOP_K));
  }

  /** A retrieval, dropped. */
  @Benchmark
  public void fullRetrieval(Full full, Blackhole hole) {
    round(hole, () -> search.retrieve(QUERY, TOP_K));
  }

  /** A generation, kept. */
  @Benchmark
  public void keptGeneration(OwnPipeline pipeline, Blackhole hole) {
    round(hole, () -> chat.bare(MODEL, MESSAGES));
  }

  /** A generation, dropped. */
  @Benchmark
  public void fullGeneration(Full full, Blackhole hole) {
    round(hole, () -> chat.bare(MODEL, MESSAGES));
  }

  /** A trace of the facade with a session and a generation below, kept. */
  @Benchmark
  public void keptFacade(OwnPipeline pipeline, Blackhole hole) {
    round(hole, () -> ask(pipeline.raglan()));
  }

  /** A trace of the facade with a session and a generation below, dropped. */
  @Benchmark
  public void fullFacade(Full full, Blackhole hole) {
    round(hole, () -> ask(full.raglan));
  }

  private static @Nullable Object ask(Raglan raglan) {
    try (ActiveTrace trace = raglan.trace("ask").sessionId("session-1").input(QUERY).start()) {
      return raglan.generation("chat").model(MODEL).prompt(MESSAGES).call(() -> ANSWER);
    }
  }
}
