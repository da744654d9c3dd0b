package dev.raglan.benchmarks;

import dev.raglan.Raglan;
import io.opentelemetry.api.trace.Tracer;
import java.util.Map;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;



/** The pipeline that the starter makes in an application. */
@State(Scope.Benchmark)
public class SpringPipeline implements Pipeline {

  /** As {@link OwnPipeline}, in properties. */
  private static final Map<String, Object> PROPERTIES =
      Map.of(
          "raglan.otel-mode", "standalone",
          "raglan.delivery.max-queue-spans", ROOM,
          "raglan.delivery.max-queue-bytes", "64GB",
          "raglan.delivery.batch-size", ROOM,
          "raglan.delivery.interval", "1h");

  @SuppressWarnings("NullAway.Init")
  private ConfigurableApplicationContext context;

  /** Starts the application. */
  @Setup
  public void open() {
    context =
        new SpringApplicationBuilder(SpringConfiguration.class)
            .web(WebApplicationType.NONE)
            .properties(PROPERTIES)
            .run();
  }

  /** Empties the queue between rounds. */
  @TearDown(Level.Invocation)
  public void betweenRounds() {
    finishRound();
  }

  /** Stops the application, and says what became of the spans. */
  @TearDown
  public void close() {
    OwnPipeline.report(raglan().delivery());
    context.close();
  }

  /** A bean of the application. */
  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private Raglan raglan() {
    return bean(Raglan.class);
  }

  @Override
  public Tracer tracer() {
    return raglan().openTelemetry().getTracer("by hand");
  }

  @Override
  public Nowhere target() {
    return bean(Nowhere.class);
  }

  @Override
  public void drain() {
    OwnPipeline.drain(raglan());
  }
}
