package dev.raglan.benchmarks;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A pipeline of Raglan's own: immutable values are rendered on its worker. */
@State(Scope.Benchmark)
public class OwnPipeline implements Pipeline {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Nowhere target = new Nowhere();

  @SuppressWarnings("NullAway.Init")
  private Raglan raglan;

  @SuppressWarnings("NullAway.Init")
  private SpansByHand byHand;

  /** Opens tracing, also for woven methods. */
  @Setup
  public void open() {
    raglan = Raglan.builder().delivery(patient()).exportTo(target).buildGlobal();
    byHand = new SpansByHand(target, patient(), Sampler.alwaysOn());
  }

  /** Delivery that begins when it is told to. */
  public static DeliverySettings patient() {
    return DeliverySettings.builder()
        .maxQueueSpans(ROOM)
        .maxQueueBytes(64L << 30)
        .batchSize(ROOM)
        .interval(Duration.ofHours(1))
        .build();
  }

  /** Empties the queue between rounds. */
  @TearDown(Level.Invocation)
  public void betweenRounds() {
    finishRound();
  }

  /** Closes tracing, and says what became of the spans. */
  @TearDown
  public void close() {
    report(raglan.delivery());
    raglan.close();
    byHand.close();
  }

  /** Prints what became of the spans. */
  public static void report(DeliveryStats stats) {
    System.out.printf(
        "%nspans: %d produced, %d exported, %d dropped%n",
        stats.produced(), stats.exported(), stats.dropped());
  }

  /** The tracing that is measured. */
  public Raglan raglan() {
    return raglan;
  }

  @Override
  public Tracer tracer() {
    return byHand.tracer();
  }

  @Override
  public Nowhere target() {
    return target;
  }

  @Override
  public void drain() {
    drain(raglan);
    byHand.drain();
  }

  /**
   * Waits until every span is delivered.
   *
   * @throws IllegalStateException if one was lost
   */
  public static void drain(Raglan raglan) {
    if (!raglan.flush(LONG).complete()) {
      throw new IllegalStateException("Spans were lost: " + raglan.delivery());
    }
  }
}
