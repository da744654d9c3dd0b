package dev.raglan;

import dev.raglan.client.SpansClient;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.facade.DataLog;
import dev.raglan.internal.facade.SpanOpener;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.Pipeline;
import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.service.spansapi.SpansClientOpener;
import dev.raglan.model.CapturePolicy;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveSpanBuilder;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Feedbacks;
import dev.raglan.trace.GenerationBuilder;
import dev.raglan.trace.Params;
import dev.raglan.trace.RagEvents;
import dev.raglan.trace.SpanUpdate;
import dev.raglan.trace.ThrowingRunnable;
import dev.raglan.trace.ThrowingSupplier;
import dev.raglan.trace.TraceBuilder;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The entry point of tracing: an application opens it once and closes it at its end. Thread-safe.
 *
 * <pre>{@code
 * try (Raglan raglan = Raglan.builder().serviceName("my-api").buildGlobal()) {
 *   // annotated methods are traced
 * }
 * }</pre>
 */
public final class Raglan implements AutoCloseable {

  private static final AtomicReference<@Nullable Raglan> GLOBAL = new AtomicReference<>();
  private static final Map<String, Raglan> NAMED = new ConcurrentHashMap<>();

  static {
    Engine.setAccess(new EngineAccess());
  }

  private final AtomicBoolean enabled;
  private final Pipeline pipeline;
  private final Engine engine;
  private final SpanOpener spans;
  private final Params params;
  private final RagEvents rag;
  private final Feedbacks feedback;
  private final DataLog log;

  Raglan(
      AtomicBoolean enabled,
      Pipeline pipeline,
      Engine engine,
      SpanOpener spans,
      Params params,
      RagEvents rag,
      Feedbacks feedback,
      DataLog log) {
    this.enabled = enabled;
    this.pipeline = pipeline;
    this.engine = engine;
    this.spans = spans;
    this.params = params;
    this.rag = rag;
    this.feedback = feedback;
    this.log = log;
    if (enabled.get()) {
      Engine.countTracing();
    }
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

  /** Returns a builder of tracing with an SDK of its own, which {@link #close()} closes. */
  public static RaglanBuilder builder() {
    return new RaglanBuilder(null);
  }

  /**
   * Returns a builder of tracing on an SDK that the application owns: Raglan never flushes or
   * closes it, and samples and exports as that SDK does.
   */
  public static RaglanBuilder builder(OpenTelemetry openTelemetry) {
    return new RaglanBuilder(openTelemetry);
  }

  /**
   * Returns a builder of a client of the Spans API, which reads and writes stored spans. It is no
   * part of tracing, and is closed by itself.
   */
  public static SpansClient.Builder spansClient() {
    return new SpansClientOpener();
  }

  /**
   * Returns a processor that writes the session, the customer and the like on the spans of other
   * libraries, for an SDK that the application owns; an SDK of Raglan's own has it.
   *
   * @see dev.raglan.trace.TraceContext
   */
  public static SpanProcessor traceContextProcessor() {
    return TraceContextProcessor.create();
  }

  /**
   * Returns the instance that woven calls use outside of the spans of any other; null if none is
   * registered, and then such calls pass straight through.
   */
  public static @Nullable Raglan global() {
    return GLOBAL.get();
  }

  /**
   * Registers the instance that woven calls use outside of the spans of any other.
   *
   * @param raglan null for none
   * @return the one that was registered before; null for none
   */
  public static @Nullable Raglan setGlobal(@Nullable Raglan raglan) {
    return GLOBAL.getAndSet(raglan);
  }

  /**
   * Returns the instance that {@link RaglanBuilder#buildNamed} built under the name; null if no
   * instance has it, or that one is closed.
   */
  public static @Nullable Raglan named(String name) {
    return name == null ? null : NAMED.get(name);
  }

  /**
   * Registers the instance under a name.
   *
   * @throws IllegalStateException if another one has it
   */
  static void register(String name, Raglan raglan) {
    if (NAMED.putIfAbsent(name, raglan) != null) {
      throw new IllegalStateException(
          "there is a Raglan named '" + name + "'; close it first, or get it: Raglan.named(name)");
    }
  }

  /**
   * Makes this the instance that woven calls on this thread go to, whichever is registered as the
   * global one, until the scope is closed by the same thread.
   *
   * <p>Spans of this instance do so by themselves for what runs below them. Several applications in
   * one virtual machine, and tests that run in parallel, open the way to the first woven call so.
   */
  public Scope makeCurrent() {
    return ThreadScopes.bounded(
        () -> ContextScopes.open(engine.spans().owner().own(Context.current())));
  }

  /** Returns true if calls are traced: not if disabled by the builder, nor once closed. */
  public boolean enabled() {
    return enabled.get();
  }

  /** Returns the OpenTelemetry that spans are started with. */
  public OpenTelemetry openTelemetry() {
    return pipeline.openTelemetry();
  }

  /** Returns the capture settings that hold where an annotation sets none. */
  public CapturePolicy capturePolicy() {
    return engine.policy();
  }

  /** Returns the tags put on every span, in order. */
  public List<String> tags() {
    return engine.tags();
  }

  /** Returns the parameters that the application's pipelines run with. */
  public Params params() {
    return params;
  }

  /** Returns the events of RAG pipelines. */
  public RagEvents rag() {
    return rag;
  }

  /** Returns the feedback of users and graders. */
  public Feedbacks feedback() {
    return feedback;
  }

  /**
   * Writes a line beside the trace: to the logger {@code dev.raglan.log}, at info, with the marker
   * {@code RAGLAN} and the ids of the current trace and span.
   *
   * @param data any value; text stays text, else it is written as JSON. Redacted, bounded, and with
   *     line breaks escaped; it is written to the log alone
   */
  public void log(@Nullable Object data) {
    log.log(data, null);
  }

  /** Writes the same line to a logger of the application's own. */
  public void log(@Nullable Object data, @Nullable Logger logger) {
    log.log(data, logger);
  }

  /**
   * Appends the same line, with its time, to a file, which is created for its owner alone. The
   * thread waits for it; many lines are better given to a logger.
   *
   * @throws IllegalArgumentException if the file is null
   */
  public void log(@Nullable Object data, Path file) {
    if (file == null) {
      throw new IllegalArgumentException("file must not be null");
    }
    log.append(data, file);
  }

  /** Returns a builder of a trace. */
  public TraceBuilder trace(String name) {
    return spans.trace(name);
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

  /** Returns a builder of a span below the current one; it opens a trace if there is none. */
  public ActiveSpanBuilder span(String name) {
    return spans.span(name);
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

  /**
   * Returns a builder of a generation below the current span; it opens a trace if there is none.
   */
  public GenerationBuilder generation(String name) {
    return spans.generation(name);
  }

  /**
   * Runs the work without tracing it, such as an evaluation or a health check: neither annotated
   * methods nor the facade open spans in it, on this thread and wherever OpenTelemetry's context
   * travels from it. Spans of other libraries have a parent that is not sampled.
   *
   * @return what the work returns
   * @throws E what the work throws, the same instance
   */
  public <T extends @Nullable Object, E extends Throwable> T untraced(ThrowingSupplier<T, E> work)
      throws E {
    return spans.untraced(work);
  }

  /**
   * Runs the work without tracing it; see {@link #untraced(ThrowingSupplier)}.
   *
   * @throws E what the work throws, the same instance
   */
  public <E extends Throwable> void untraced(ThrowingRunnable<E> work) throws E {
    spans.untraced(work);
  }

  /**
   * Returns the current trace, by its topmost span in this process; if that is an annotated
   * method's, its fields are written at once, and it is not ended here. Outside a trace it is
   * {@link #currentSpan()}.
   */
  public ActiveTrace currentTrace() {
    return spans.currentTrace();
  }

  /**
   * Returns the current span. If the facade did not start it, its fields are written at once, and
   * it is not ended here; if there is none, nothing is written.
   */
  public ActiveSpan currentSpan() {
    return spans.currentSpan();
  }

  /** Returns the current span with the fields of a generation; see {@link #currentSpan()}. */
  public ActiveGeneration currentGeneration() {
    return spans.currentGeneration();
  }

  /**
   * Changes a trace, also long after it ended: as a small span of its own in the trace, which
   * services that can turn into a change of what they have; others count it. Without effect when
   * tracing is disabled or closed.
   *
   * @throws IllegalArgumentException if the id is not 32 hexadecimal digits
   */
  public void updateTrace(String traceId, SpanUpdate update) {
    spans.changes().changeTrace(traceId, update);
  }

  /**
   * Changes a span as {@link #updateTrace} does a trace.
   *
   * @throws IllegalArgumentException if the ids are not 32 and 16 hexadecimal digits
   */
  public void updateSpan(String traceId, String spanId, SpanUpdate update) {
    spans.changes().changeSpan(traceId, spanId, update);
  }

  /**
   * Changes the call that has this id of the application's own, as {@link #updateTrace} does a
   * trace.
   *
   * @throws IllegalArgumentException if the id is blank
   */
  public void updateReference(String referenceId, SpanUpdate update) {
    spans.changes().changeReference(referenceId, update);
  }

  /**
   * Returns the number of fields that were set on spans that had ended. They were ignored, except
   * for those of an {@code update(...)}, which is sent on.
   */
  public long lateWrites() {
    return spans.lateWrites();
  }

  /**
   * Returns the number of traces that were dropped without {@code end()} or {@code close()}, as far
   * as the garbage collector has found them.
   */
  public long abandonedTraces() {
    return engine.spans().openTraces().abandoned();
  }

  /**
   * Returns the number of calls whose result was dropped before its end, as far as the garbage
   * collector has found them: futures that nobody completed, streams, iterators and subscriptions
   * that nobody read to the end or closed. Their spans are never delivered.
   */
  public long abandonedResults() {
    return engine.spans().openResults().abandoned();
  }

  /**
   * Waits until the spans that have ended are with every target.
   *
   * @param timeout the longest time to wait; zero or less does not wait
   * @return the numbers of spans that were exported, failed and are left; {@link
   *     FlushResult#UNKNOWN}, which is not complete, on an SDK that the application owns, unless
   *     {@link RaglanBuilder#deliveredBy} names its processor
   */
  public FlushResult flush(Duration timeout) {
    return pipeline.flush(requireTimeout(timeout));
  }

  /**
   * Returns the counts of spans by what became of them, for each target; without targets on an SDK
   * that the application owns, unless {@link RaglanBuilder#deliveredBy} names its processor.
   */
  public DeliveryStats delivery() {
    return pipeline.stats();
  }

  /**
   * Ends tracing: spans that have ended are delivered, for at most as long as {@link
   * RaglanBuilder#delivery} allows, five seconds by default; calls pass straight through from now
   * on. Idempotent. Called when the JVM ends, unless {@link RaglanBuilder#closeAtExit} is off.
   */
  @Override
  public void close() {
    end();
    pipeline.close();
  }

  /**
   * Ends tracing as {@link #close()} does, within the given time.
   *
   * @param timeout the longest time that closing may take; zero or less does not wait
   * @return the numbers of spans that were exported, failed and given up; the same when called
   *     again
   */
  public FlushResult close(Duration timeout) {
    requireTimeout(timeout);
    end();
    return pipeline.close(timeout);
  }

  private static Duration requireTimeout(Duration timeout) {
    if (timeout == null) {
      throw new IllegalArgumentException("timeout must not be null");
    }
    return timeout;
  }

  private void end() {
    if (enabled.compareAndSet(true, false)) {
      Engine.countStopped();
    }
    GLOBAL.compareAndSet(this, null);
    NAMED.values().remove(this);
  }
}
