package dev.raglan.trace;

import dev.raglan.capture.CapturePolicy;
import dev.raglan.capture.Gatherer;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.json.JsonRenderer;
import dev.raglan.render.Renderer;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tracing as an application holds it: opened once, closed at its end. Thread-safe.
 *
 * <pre>{@code
 * try (Raglan raglan = Raglan.builder().serviceName("my-api").buildGlobal()) {
 *   // annotated methods are traced
 * }
 * }</pre>
 */
public final class Raglan implements AutoCloseable {

  private static final AtomicReference<@Nullable Raglan> GLOBAL = new AtomicReference<>();

  private final boolean enabled;
  private final Pipeline pipeline;
  private final CapturePolicy capturePolicy;
  private final List<String> tags;
  private final Gatherer gatherer;
  private final Renderer renderer;
  private final SpanRecorder recorder;
  private final AtomicBoolean closed = new AtomicBoolean();

  Raglan(
      boolean enabled,
      Pipeline pipeline,
      CapturePolicy policy,
      List<String> tags,
      JsonRenderer json,
      Renderer renderer) {
    this.enabled = enabled;
    this.pipeline = pipeline;
    this.capturePolicy = policy;
    this.tags = tags;
    this.gatherer = new Gatherer(json);
    this.renderer = renderer;
    this.recorder =
        new SpanRecorder(
            pipeline.openTelemetry().getTracer(RaglanBuilder.SCOPE_NAME),
            pipeline.renderTime(renderer, policy.limits().maxLength()),
            new ExceptionRenderer(policy.exceptions(), json));
  }

  /** A builder of tracing with an SDK of its own, which {@link #close()} flushes and closes. */
  public static RaglanBuilder builder() {
    return new RaglanBuilder(null);
  }

  /**
   * A builder of tracing on an SDK that the application owns: Raglan never flushes or closes it,
   * and samples and exports as that SDK does.
   */
  public static RaglanBuilder builder(OpenTelemetry openTelemetry) {
    return new RaglanBuilder(openTelemetry);
  }

  /**
   * What the woven aspect uses; null if none is registered, and then calls pass straight through.
   */
  public static @Nullable Raglan global() {
    return GLOBAL.get();
  }

  /**
   * Registers what the woven aspect uses.
   *
   * @param raglan null for none
   * @return what was registered before; null for none
   */
  public static @Nullable Raglan setGlobal(@Nullable Raglan raglan) {
    return GLOBAL.getAndSet(raglan);
  }

  /** Whether calls are traced: not if disabled by the builder, nor once closed. */
  public boolean enabled() {
    return enabled && !closed.get();
  }

  /** The OpenTelemetry that spans are started with. */
  public OpenTelemetry openTelemetry() {
    return pipeline.openTelemetry();
  }

  /** What is captured where an annotation leaves it open. */
  public CapturePolicy capturePolicy() {
    return capturePolicy;
  }

  /** The tags put on every span, in order. */
  public List<String> tags() {
    return tags;
  }

  /** What makes values that pass by fit to be rendered later. */
  public Gatherer gatherer() {
    return gatherer;
  }

  /** What turns captured values into attributes. */
  public Renderer renderer() {
    return renderer;
  }

  /** What starts and ends spans. */
  public SpanRecorder recorder() {
    return recorder;
  }

  /**
   * Waits until the spans that have ended are with every target.
   *
   * @param timeout how long to wait at most; positive
   * @return what was exported, what failed and what is left; nothing at all, and complete, on an
   *     SDK that the application owns
   */
  public FlushResult flush(Duration timeout) {
    return pipeline.flush(timeout);
  }

  /**
   * What became of every span so far, for each target; without targets on an SDK that the
   * application owns.
   */
  public DeliveryStats delivery() {
    return pipeline.stats();
  }

  /**
   * Ends tracing: spans that have ended are delivered, for at most as long as {@link
   * RaglanBuilder#delivery} allows, five seconds by default; calls pass straight through from now
   * on. Idempotent.
   */
  @Override
  public void close() {
    end();
    pipeline.close();
  }

  /**
   * Ends tracing as {@link #close()} does, within the given time.
   *
   * @param timeout how long closing may take; positive
   * @return what was exported, what failed and what had to be given up; the same when called again
   */
  public FlushResult close(Duration timeout) {
    end();
    return pipeline.close(timeout);
  }

  private void end() {
    if (closed.compareAndSet(false, true)) {
      GLOBAL.compareAndSet(this, null);
    }
  }
}
