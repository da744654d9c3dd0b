package dev.raglan.benchmarks;

import dev.raglan.Raglan;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The pipeline of an SDK that the application owns: everything is rendered before a span ends. */
@State(Scope.Benchmark)
public class AppPipeline implements Pipeline {

  private final Nowhere target = new Nowhere();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(patient(target)).build())
          .build();

  @SuppressWarnings("NullAway.Init")
  private Raglan raglan;

  private long spans;

  /** A batch processor that begins when it is told to. */
  private static BatchSpanProcessor patient(Nowhere target) {
    return BatchSpanProcessor.builder(target)
        .setMaxQueueSize(ROOM)
        .setMaxExportBatchSize(ROOM)
        .setScheduleDelay(Duration.ofHours(1))
        .build();
  }

  /** Opens tracing on the application's SDK, also for woven methods. */
  @Setup
  public void open() {
    raglan = Raglan.builder(sdk).buildGlobal();
  }

  /** Empties the queue between rounds. */
  @TearDown(Level.Invocation)
  public void betweenRounds() {
    spans += finishRound();
  }

  /** Closes tracing, and says how many spans arrived. */
  @TearDown
  public void close() {
    System.out.printf("%nspans: %d exported%n", spans);
    raglan.close();
    sdk.close();
  }

  @Override
  public Tracer tracer() {
    return sdk.getTracer("by hand");
  }

  @Override
  public Nowhere target() {
    return target;
  }

  @Override
  public void drain() {
    if (!sdk.getSdkTracerProvider().forceFlush().join(1, TimeUnit.MINUTES).isSuccess()) {
      throw new IllegalStateException("Spans were not exported");
    }
  }
}
