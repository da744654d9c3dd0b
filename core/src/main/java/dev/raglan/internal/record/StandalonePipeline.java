package dev.raglan.internal.record;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.delivery.DeliveryProcessor;
import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.span.LeanTracerProvider;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pipeline of an SDK of Raglan's own. */
public final class StandalonePipeline implements Pipeline {

  /** OpenTelemetry's 128 would drop the tail of flattened messages and documents. */
  public static final int MAX_ATTRIBUTES = 1_024;

  private static final Duration LONGEST = Duration.ofDays(365);

  private static final TextMapPropagator PROPAGATORS =
      TextMapPropagator.composite(
          W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());

  private final OpenTelemetry openTelemetry;
  private final Runnable shutdown;
  private final DeliveryProcessor delivery;
  private final DeliverySettings settings;
  private final @Nullable Thread atExit;

  private StandalonePipeline(
      OpenTelemetry openTelemetry,
      Runnable shutdown,
      DeliveryProcessor delivery,
      DeliverySettings settings,
      boolean closesAtExit) {
    this.openTelemetry = openTelemetry;
    this.shutdown = shutdown;
    this.delivery = delivery;
    this.settings = settings;
    this.atExit = closesAtExit ? closeAtExit() : null;
  }

  /**
   * Has the pipeline closed when the JVM ends, also by a signal.
   *
   * @return null if it is ending already
   */
  private @Nullable Thread closeAtExit() {
    Thread hook = new Thread(this::closeInTime, "raglan-close-at-exit");
    hook.setContextClassLoader(null); // Not the class loader of the application that opens it.
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return hook;
    } catch (IllegalStateException ending) {
      return null;
    }
  }

  private FlushResult closeInTime() {
    return close(settings.shutdownTimeout());
  }

  private void forgetExit() {
    try {
      if (atExit != null) {
        Runtime.getRuntime().removeShutdownHook(atExit);
      }
    } catch (IllegalStateException ending) {
      // The hook is running, or about to.
    }
  }

  /**
   * The spans of a pipeline.
   *
   * @param samplingRatio the share of new traces that is sampled
   * @param renderer writes the trace context on the spans of other libraries
   */
  public record Spans(Resource resource, double samplingRatio, Renderer renderer) {

    private SpanLimits limits() {
      return SpanLimits.builder().setMaxNumberOfAttributes(MAX_ATTRIBUTES).build();
    }

    private SpanProcessor traceContext() {
      return TraceContextProcessor.of(renderer);
    }
  }

  /**
   * Opens the targets.
   *
   * @param foreign the redaction of what others have written
   * @param closesAtExit true if the pipeline is closed when the JVM ends
   * @throws IllegalStateException if one cannot work here; those already open are closed again
   */
  public static StandalonePipeline open(
      Spans spans,
      List<ExportTarget> targets,
      DeliverySettings settings,
      ForeignTexts foreign,
      boolean closesAtExit) {
    DeliveryProcessor delivery = DeliveryProcessor.open(settings, targets, foreign);
    LeanTracerProvider tracers =
        LeanTracerProvider.parentBased(
            spans.samplingRatio(),
            spans.limits(),
            spans.resource(),
            List.of(spans.traceContext(), delivery));
    return new StandalonePipeline(of(tracers), tracers::close, delivery, settings, closesAtExit);
  }

  /**
   * Opens the targets, with an SDK of OpenTelemetry's.
   *
   * @param ids the source of the ids of spans
   * @param foreign the redaction of what others have written
   * @param closesAtExit true if the pipeline is closed when the JVM ends
   * @throws IllegalStateException if one cannot work here; those already open are closed again
   */
  public static StandalonePipeline open(
      Spans spans,
      IdGenerator ids,
      List<ExportTarget> targets,
      DeliverySettings settings,
      ForeignTexts foreign,
      boolean closesAtExit) {
    DeliveryProcessor delivery = DeliveryProcessor.open(settings, targets, foreign);
    SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .setResource(spans.resource())
            .setSampler(LeanTracerProvider.samplerOf(spans.samplingRatio()))
            .setSpanLimits(spans.limits())
            .setIdGenerator(ids)
            .addSpanProcessor(spans.traceContext())
            .addSpanProcessor(delivery)
            .build();
    return new StandalonePipeline(of(tracers), tracers::shutdown, delivery, settings, closesAtExit);
  }

  private static OpenTelemetry of(TracerProvider tracers) {
    ContextPropagators propagators = ContextPropagators.create(PROPAGATORS);
    return new OpenTelemetry() {
      @Override
      public TracerProvider getTracerProvider() {
        return tracers;
      }

      @Override
      public ContextPropagators getPropagators() {
        return propagators;
      }
    };
  }

  @Override
  public OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  @Override
  public RenderTime renderTime(Renderer renderer, int maxLength) {
    return new RenderOnWorker(renderer, maxLength, delivery.readsContent(), delivery::full);
  }

  @Override
  public DeliveryStats stats() {
    return delivery.stats();
  }

  @Override
  public FlushResult flush(Duration timeout) {
    return delivery.flush(bounded(timeout));
  }

  @Override
  public FlushResult close() {
    return closeInTime();
  }

  @Override
  public FlushResult close(Duration timeout) {
    forgetExit();
    FlushResult result = delivery.close(bounded(timeout));
    shutdown.run();
    return result;
  }

  /**
   * Returns a timeout that can be counted in nanoseconds from now: at most a year, not negative.
   */
  private static Duration bounded(Duration timeout) {
    if (timeout.isNegative()) {
      return Duration.ZERO;
    }
    return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
  }
}
