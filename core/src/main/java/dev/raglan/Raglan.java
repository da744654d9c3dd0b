package dev.raglan;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.internal.context.Propagation;
import dev.raglan.internal.facade.SpanOpener;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.EngineParts;
import dev.raglan.internal.record.Pipeline;
import dev.raglan.internal.record.Recording;
import dev.raglan.internal.record.RenderTime;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.record.TraceDefaults;
import dev.raglan.internal.record.ValueReader;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CapturePolicy;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveSpanBuilder;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Feedbacks;
import dev.raglan.trace.GenerationBuilder;
import dev.raglan.trace.Params;
import dev.raglan.trace.RagEvents;
import dev.raglan.trace.ThrowingRunnable;
import dev.raglan.trace.ThrowingSupplier;
import dev.raglan.trace.TraceBuilder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

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

  static {
    Engine.setAccess(new EngineAccess());
  }

  private final boolean enabled;
  private final Pipeline pipeline;
  private final EngineParts means;
  private final ValueSnapshotter gatherer;
  private final Engine engine;
  private final Recording recording;
  private final SpanOpener steps;
  private final AtomicBoolean closed = new AtomicBoolean();

  Raglan(boolean enabled, Pipeline pipeline, EngineParts means, TraceDefaults defaults) {
    this.enabled = enabled;
    this.pipeline = pipeline;
    this.means = means;
    this.gatherer = new ValueSnapshotter(means.json(), means.extractors()::vouches);
    Tracer tracer = pipeline.openTelemetry().getTracer(RaglanBuilder.SCOPE_NAME);
    RenderTime renderTime =
        pipeline.renderTime(means.renderer(), means.policy().limits().maxLength());
    this.recording =
        Recording.of(
            this::enabled,
            new Recording.Means(tracer, means.policy(), means.json(), renderTime),
            defaults);
    this.engine =
        new Engine(
            this::enabled,
            recording.spans(),
            gatherer,
            means.extractors(),
            means.renderer(),
            means.policy(),
            means.tags(),
            BuiltIn::resultHandlers);
    this.steps =
        new SpanOpener(
            this::enabled,
            recording.spans(),
            means.renderer(),
            new SpanOpener.Settings(
                means.policy(),
                new ValueReader(gatherer, means.extractors()::extract),
                means.tags(),
                new Propagation(pipeline.openTelemetry())));
  }

  /** Hands engines to the packages that may not name this class. */
  private static final class EngineAccess implements Engine.Access {

    @Override
    public Engine of(Object raglan) {
      return ((Raglan) raglan).engine;
    }

    @Override
    public @Nullable Engine global() {
      Raglan registered = GLOBAL.get();
      return registered == null ? null : registered.engine;
    }
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
    return means.policy();
  }

  /** The tags put on every span, in order. */
  public List<String> tags() {
    return means.tags();
  }

  /** What makes values that pass by fit to be rendered later. */
  public ValueSnapshotter gatherer() {
    return gatherer;
  }

  /** What reads usage, messages and documents out of the values of LLM libraries. */
  public Extractors extractors() {
    return means.extractors();
  }

  /** What turns captured values into attributes. */
  public Renderer renderer() {
    return means.renderer();
  }

  /** What starts and ends spans. */
  public SpanRecorder recorder() {
    return recording.spans();
  }

  /** The parameters that the application's pipelines run with. */
  public Params params() {
    return recording.params();
  }

  /** What the steps of a RAG pipeline did. */
  public RagEvents rag() {
    return recording.rag();
  }

  /** What users and graders think of answers. */
  public Feedbacks feedback() {
    return recording.feedback();
  }

  /**
   * Writes a line beside the trace: to the logger {@code dev.raglan.log}, at info, with the marker
   * {@code RAGLAN} and the ids of the current trace and span.
   *
   * @param data anything; text stays text, else it is written as JSON. Redacted, bounded, and with
   *     line breaks escaped; it goes nowhere but to the log
   */
  public void log(@Nullable Object data) {
    recording.log().log(data, null);
  }

  /** Writes the same line to a logger of the application's own. */
  public void log(@Nullable Object data, @Nullable Logger logger) {
    recording.log().log(data, logger);
  }

  /** A builder of a trace. */
  public TraceBuilder trace(String name) {
    return new TraceBuilder(steps, name);
  }

  /**
   * Runs the work as a trace; see {@link TraceBuilder#call}.
   *
   * @throws E what the work throws, the same instance
   */
  public <T extends @Nullable Object, E extends Throwable> T trace(
      String name, ThrowingSupplier<T, E> work) throws E {
    return trace(name).call(work);
  }

  /**
   * Runs the work as a trace; see {@link TraceBuilder#run}.
   *
   * @throws E what the work throws, the same instance
   */
  public <E extends Throwable> void trace(String name, ThrowingRunnable<E> work) throws E {
    trace(name).run(work);
  }

  /** A builder of a span below the current one; it opens a trace if there is none. */
  public ActiveSpanBuilder span(String name) {
    return new ActiveSpanBuilder(steps, name);
  }

  /**
   * Runs the work as a span; see {@link ActiveSpanBuilder#call}.
   *
   * @throws E what the work throws, the same instance
   */
  public <T extends @Nullable Object, E extends Throwable> T span(
      String name, ThrowingSupplier<T, E> work) throws E {
    return span(name).call(work);
  }

  /**
   * Runs the work as a span; see {@link ActiveSpanBuilder#run}.
   *
   * @throws E what the work throws, the same instance
   */
  public <E extends Throwable> void span(String name, ThrowingRunnable<E> work) throws E {
    span(name).run(work);
  }

  /** A builder of a generation below the current span; it opens a trace if there is none. */
  public GenerationBuilder generation(String name) {
    return new GenerationBuilder(steps, name);
  }

  /**
   * The current trace, by its topmost span in this process; if that is an annotated method's, what
   * is said of it is written at once, and it is not ended here. Outside a trace it is {@link
   * #currentSpan()}.
   */
  public ActiveTrace currentTrace() {
    return new ActiveTrace(steps, steps.currentTrace());
  }

  /**
   * The current span. If the facade did not start it, what is said of it is written at once, and it
   * is not ended here; if there is none, nothing is written.
   */
  public ActiveSpan currentSpan() {
    return new ActiveSpan(steps, steps.currentStep());
  }

  /** The current span, for what is said of a generation; see {@link #currentSpan()}. */
  public ActiveGeneration currentGeneration() {
    return new ActiveGeneration(steps, steps.currentStep());
  }

  /** How often something was said of a step that had ended; it was ignored. */
  public long lateWrites() {
    return steps.lateWrites();
  }

  /**
   * How many traces were dropped without {@code end()} or {@code close()}, as far as the garbage
   * collector has told.
   */
  public long abandonedTraces() {
    return steps.openTraces().abandoned();
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
