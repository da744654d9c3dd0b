package dev.raglan.internal.invoke;

import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.internal.chat.FailureReader;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.context.CaptureDecisions;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.record.EnclosingGeneration;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.Extraction;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts the spans of calls. Thread-safe. */
final class CallOpener {

  private static final Object[] NO_ARGUMENTS = {};

  private final ValueReader values;
  private final CaptureDecisions decisions;
  private final SpanRecorder recorder;
  private final Extractors extractors;
  private final ResultHandlers handlers;
  private final Function<Object, Extraction> extractor;
  private final FailureReader failures = new FailureReader();

  /**
   * @param handlers follow the results of the calls
   */
  CallOpener(Engine engine, ResultHandlers handlers) {
    this.handlers = handlers;
    this.extractors = engine.extractors();
    this.extractor = extractors::extract;
    this.values = new ValueReader(engine.snapshotter(), extractor);
    this.decisions = engine.decisions();
    this.recorder = engine.spans();
  }

  /** Opens a call whose work begins now. */
  OpenCall open(MethodPlan usual, CalledMethod invocation, Context parent) {
    MethodPlan plan = decided(usual, invocation, parent);
    @Nullable Object[] arguments = plan.needsArguments() ? invocation.arguments() : NO_ARGUMENTS;
    if (plan.startsOnSubscription()) {
      Context carrying = decisions.carried(parent, plan.mode());
      return new DeferredCall(this, plan, arguments, gather(plan, arguments), carrying);
    }
    Context above = above(plan, parent);
    Attributes start = recorder.withTraceContext(plan.startAttributes(arguments), above);
    Span span = start(plan, start, above);
    return span.isRecording()
        ? recorded(plan, arguments, gather(plan, arguments), start, span, parent)
        : unrecorded(plan, arguments, Gathered.NOTHING, span, parent);
  }

  /**
   * Returns the plan for the mode that is decided for a call, of which no more is read yet than the
   * session, the customer and the like that it states itself.
   */
  private MethodPlan decided(MethodPlan usual, CalledMethod invocation, Context parent) {
    if (decisions.areUsual(parent)) {
      return usual;
    }
    boolean states = usual.bindsContext() && decisions.areAsked();
    Context asked = states ? statedIn(parent, usual, invocation) : parent;
    SpanDescription description = usual.constants().description();
    return usual.in(decisions.mode(description, usual.method(), null, asked));
  }

  private Context statedIn(Context parent, MethodPlan plan, CalledMethod invocation) {
    return BoundContext.statedIn(parent, plan.bindContext(invocation.arguments(), values));
  }

  /**
   * Opens a call whose arguments were gathered earlier. Where less is kept below the subscriber
   * than was gathered, that is forgotten.
   */
  OpenCall open(MethodPlan assembled, @Nullable Object[] arguments, Gathered all, Context seen) {
    int[] ownWork = OwnWork.begin();
    try {
      Context parent = DeferredSpan.settled(seen);
      CaptureMode mode = decisions.inherited(assembled.mode(), parent);
      MethodPlan plan = assembled.in(mode);
      Gathered gathered = plan == assembled ? all : Gathered.NOTHING;
      Context above = above(plan, parent);
      Attributes start =
          recorder.withTraceContext(plan.startAttributes(gathered.bindings()), above);
      Span span = start(plan, start, above);
      return span.isRecording()
          ? recorded(plan, arguments, gathered, start, span, parent)
          : unrecorded(plan, arguments, gathered, span, parent);
    } finally {
      OwnWork.end(ownWork);
    }
  }

  private OpenCall recorded(
      MethodPlan plan,
      @Nullable Object[] arguments,
      Gathered gathered,
      Attributes start,
      Span span,
      Context parent) {
    Context context = contextOf(plan, span, parent, gathered);
    return new Call(this, plan, start, span, context, hidden(plan, arguments), gathered);
  }

  private OpenCall unrecorded(
      MethodPlan plan, @Nullable Object[] arguments, Gathered gathered, Span span, Context parent) {
    Context context = decisions.carried(recorder.contextOfUnrecorded(span, parent), plan.mode());
    return new UnrecordedCall(this, plan, hidden(plan, arguments), gathered, context);
  }

  /** Returns the arguments if some of them may be hidden; others need not be kept. */
  private static @Nullable Object[] hidden(MethodPlan plan, @Nullable Object[] arguments) {
    return plan.hidden().any() ? arguments : NO_ARGUMENTS;
  }

  /** Returns the context of the span; a trace hands the session and the like down in it. */
  private Context contextOf(MethodPlan plan, Span span, Context parent, Gathered gathered) {
    Context context =
        plan.bindsContext()
            ? recorder.contextOf(span, parent, gathered.bindings())
            : recorder.contextOf(span, parent);
    Context carrying = decisions.carried(context, plan.mode());
    return plan.isGeneration() ? EnclosingGeneration.begin(carrying, span, extractor) : carrying;
  }

  private Span start(MethodPlan plan, Attributes start, Context above) {
    SpanTemplate constants = plan.constants();
    return recorder.startWith(start, constants.description().name(), constants.kind(), above);
  }

  private static Context above(MethodPlan plan, Context parent) {
    return plan.root() ? parent.with(Span.getInvalid()) : parent;
  }

  private Gathered gather(MethodPlan plan, @Nullable Object[] arguments) {
    if (!plan.gathersInput()) {
      return Gathered.NOTHING;
    }
    Reading reading = plan.reading();
    Object found = reading.found(arguments);
    if (found != null && plan.isRequest(found, values)) {
      Arguments type = plan.typeOf(found, values);
      if (extractors.keeps(found)) {
        return new Gathered(type, Bindings.NONE, Extraction.NONE, found);
      }
      Extraction read = reading.input(found);
      if (!read.messages().isEmpty()) {
        Bindings all =
            reading.settings(found, Bindings.NONE, plan.constants().description().generation());
        return new Gathered(type, all, read, null);
      }
    }
    Arguments captured = plan.gather(arguments, values);
    Object unread = found == null ? null : plan.unreadInput(found, arguments, captured);
    if (unread != null || found == null) {
      Bindings bound = plan.bindLater(arguments, captured, values);
      return new Gathered(captured, bound, Extraction.NONE, unread);
    }
    Bindings bound = plan.bind(arguments, captured, values);
    Bindings all = reading.settings(found, bound, plan.constants().description().generation());
    return new Gathered(captured, all, reading.input(found), null);
  }

  ValueSnapshotter gatherer() {
    return values.gatherer();
  }

  ValueReader values() {
    return values;
  }

  Extractors extractors() {
    return extractors;
  }

  ResultHandlers handlers() {
    return handlers;
  }

  FailureReader failures() {
    return failures;
  }

  SpanRecorder recorder() {
    return recorder;
  }
}
