package dev.raglan.internal.facade;

import dev.raglan.internal.context.Propagation;
import dev.raglan.internal.record.LocalTrace;
import dev.raglan.internal.record.OpenTraces;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.record.ValueReader;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.CapturePolicy;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Starts the steps of the facade, and finds those that are open. Thread-safe. */
public final class SpanOpener {

  private final BooleanSupplier enabled;
  private final SpanRecorder recorder;
  private final Renderer renderer;
  private final Settings settings;
  private final OpenTraces openTraces = new OpenTraces();
  private final LongAdder lateWrites = new LongAdder();

  /**
   * What holds for every step.
   *
   * @param policy what is captured
   * @param values takes what is needed of a value
   * @param tags the tags put on every span
   * @param propagation carries span contexts from process to process
   */
  public record Settings(
      CapturePolicy policy, ValueReader values, List<String> tags, Propagation propagation) {}

  public SpanOpener(
      BooleanSupplier enabled, SpanRecorder recorder, Renderer renderer, Settings settings) {
    this.enabled = enabled;
    this.recorder = recorder;
    this.renderer = renderer;
    this.settings = settings;
  }

  public SpanRecorder recorder() {
    return recorder;
  }

  Renderer renderer() {
    return renderer;
  }

  public OpenTraces openTraces() {
    return openTraces;
  }

  SpanContent newContent() {
    return new SpanContent(settings.policy(), settings.values());
  }

  void countLateWrite() {
    lateWrites.increment();
  }

  public long lateWrites() {
    return lateWrites.sum();
  }

  public <C> Context extract(C carrier, TextMapGetter<C> getter) {
    return recorder.adopt(settings.propagation().extract(carrier, getter));
  }

  public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
    settings.propagation().inject(context, carrier, setter);
  }

  /** Starts the step; one that does nothing if tracing is off, or the step cannot be started. */
  public SpanHandle open(Draft draft) {
    if (enabled.getAsBoolean()) {
      RecordingSpan started = Safe.orNull(() -> start(draft));
      if (started != null) {
        return started;
      }
    }
    return new ForeignSpan(this, Span.getInvalid(), Context.current());
  }

  private RecordingSpan start(Draft draft) {
    Context current = recorder.currentContext();
    Context parent = draft.origin.context(current);
    SpanDescription step = draft.step(settings.tags());
    String referenceId = draft.referenceId == null ? ReferenceId.next() : draft.referenceId;
    SpanBuilder builder =
        recorder.builder(draft.name, draft.kind(), parent, draft.startAttributes(step, renderer));
    draft.origin.applyTo(builder, current);
    Span span = builder.setAttribute(RaglanAttributes.REFERENCE_ID, referenceId).startSpan();
    SpanContent content = newContent();
    if (span.isRecording()) {
      draft.writeTo(content);
    }
    RecordingSpan started =
        new RecordingSpan(this, new SpanStart(step, span, parent, content, referenceId));
    draft.writeTo(started.ending());
    LocalTrace.openedBy(started);
    return started;
  }

  /** The current span as a step: the facade's own, else a view of whoever's it is. */
  public SpanHandle currentStep() {
    ThreadScopes.closeWaiting();
    Context context = Context.current();
    Span span = Span.fromContext(context);
    RecordingSpan nearest = RecordingSpan.of(context);
    return nearest != null && nearest.span() == span
        ? nearest
        : new ForeignSpan(this, span, context);
  }

  /** The topmost step of the current trace; the current span if there is no trace. */
  public SpanHandle currentTrace() {
    ThreadScopes.closeWaiting();
    Context context = Context.current();
    LocalTrace state = LocalTrace.of(context);
    if (state == null) {
      return currentStep();
    }
    RecordingSpan step = state.step();
    return step == null ? new ForeignSpan(this, state.root(), context) : step;
  }
}
