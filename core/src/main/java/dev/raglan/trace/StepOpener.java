package dev.raglan.trace;

import dev.raglan.capture.CapturePolicy;
import dev.raglan.capture.Step;
import dev.raglan.internal.Safe;
import dev.raglan.render.Renderer;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Starts the steps of the facade, and finds those that are open. Thread-safe. */
final class StepOpener {

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
  record Settings(
      CapturePolicy policy, ValueReader values, List<String> tags, Propagation propagation) {}

  StepOpener(BooleanSupplier enabled, SpanRecorder recorder, Renderer renderer, Settings settings) {
    this.enabled = enabled;
    this.recorder = recorder;
    this.renderer = renderer;
    this.settings = settings;
  }

  SpanRecorder recorder() {
    return recorder;
  }

  Renderer renderer() {
    return renderer;
  }

  OpenTraces openTraces() {
    return openTraces;
  }

  StepContent newContent() {
    return new StepContent(settings.policy(), settings.values());
  }

  void countLateWrite() {
    lateWrites.increment();
  }

  long lateWrites() {
    return lateWrites.sum();
  }

  <C> Context extract(C carrier, TextMapGetter<C> getter) {
    return recorder.adopt(settings.propagation().extract(carrier, getter));
  }

  <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
    settings.propagation().inject(context, carrier, setter);
  }

  /** Starts the step; one that does nothing if tracing is off, or the step cannot be started. */
  OpenStep open(Draft draft) {
    if (enabled.getAsBoolean()) {
      LiveStep started = Safe.orNull(() -> start(draft));
      if (started != null) {
        return started;
      }
    }
    return new ViewStep(this, Span.getInvalid(), Context.current());
  }

  private LiveStep start(Draft draft) {
    Context current = recorder.currentContext();
    Context parent = draft.origin.context(current);
    Step step = draft.step(settings.tags());
    String referenceId = draft.referenceId == null ? ReferenceId.next() : draft.referenceId;
    SpanBuilder builder =
        recorder.builder(draft.name, draft.kind(), parent, draft.startAttributes(step, renderer));
    draft.origin.applyTo(builder, current);
    Span span = builder.setAttribute(RaglanAttributes.REFERENCE_ID, referenceId).startSpan();
    StepContent content = newContent();
    if (span.isRecording()) {
      draft.writeTo(content);
    }
    LiveStep started = new LiveStep(this, new StepStart(step, span, parent, content, referenceId));
    draft.writeTo(started.ending());
    TraceState.openedBy(started);
    return started;
  }

  /** The current span as a step: the facade's own, else a view of whoever's it is. */
  OpenStep currentStep() {
    ThreadScopes.closeWaiting();
    Context context = Context.current();
    Span span = Span.fromContext(context);
    LiveStep nearest = LiveStep.of(context);
    return nearest != null && nearest.span() == span ? nearest : new ViewStep(this, span, context);
  }

  /** The topmost step of the current trace; the current span if there is no trace. */
  OpenStep currentTrace() {
    ThreadScopes.closeWaiting();
    Context context = Context.current();
    TraceState state = TraceState.of(context);
    if (state == null) {
      return currentStep();
    }
    LiveStep step = state.step();
    return step == null ? new ViewStep(this, state.root(), context) : step;
  }
}
