package dev.raglan.internal.invoke;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.capture.UnreadValues;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.EnclosingGeneration;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.result.RecordingCall;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A call of an annotated method whose span has started, and records. */
final class Call extends RecordingCall {

  // One object less for each than an AtomicBoolean: there is a Call for every call.
  private static final AtomicIntegerFieldUpdater<Call> SUBSCRIBED =
      AtomicIntegerFieldUpdater.newUpdater(Call.class, "subscribed");

  private final CallOpener opener;
  private final MethodPlan plan;
  private final Attributes start;
  private final Span span;
  private final Context context;
  private final @Nullable Object[] hidden;
  private final Gathered gathered;
  private @Nullable Bindings added; // made when the result adds to the gathered ones
  private volatile int subscribed;

  /**
   * @param start the attributes that the span started with
   * @param hidden the arguments, if some of them may be hidden; else none
   * @param gathered what was gathered so far
   */
  Call(
      CallOpener opener,
      MethodPlan plan,
      Attributes start,
      Span span,
      Context context,
      @Nullable Object[] hidden,
      Gathered gathered) {
    this.opener = opener;
    this.plan = plan;
    this.start = start;
    this.span = span;
    this.context = context;
    this.hidden = hidden;
    this.gathered = gathered;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  protected SpanRecorder recorder() {
    return opener.recorder();
  }

  @Override
  protected ResultHandlers handlers() {
    return opener.handlers();
  }

  /** The first subscription is this call; each further one has a span of its own. */
  @Override
  public OpenCall subscribed(Context subscriber) {
    return SUBSCRIBED.compareAndSet(this, 0, 1)
        ? this
        : opener.open(plan, hidden, gathered, subscriber);
  }

  @Override
  protected void claim() {
    subscribed = 1;
  }

  @Override
  protected StreamAccumulator begin(@Nullable Object first) {
    return StreamAccumulator.begin(
        first,
        opener.gatherer(),
        plan.reading().output() ? opener.extractors() : null,
        plan.gate().output(),
        span instanceof ReadableSpan readable ? readable.getLatencyNanos() / 1e9 : -1);
  }

  @Override
  protected void added(@Nullable Object element) {
    if (plan.bindsResult()) {
      plan.bindElement(element, addable(), opener.values());
    }
  }

  @Override
  protected void carried(Object carrier, Object work) {
    if (plan.bindsResult()) {
      plan.bindCarrier(carrier, work, addable(), opener.values());
    }
  }

  @Override
  protected void end(
      @Nullable StreamAccumulator streamed, @Nullable Object result, Outcome outcome) {
    conceal(outcome.error());
    Deferred.Refused refused = refusal();
    if (refused != null) {
      opener.recorder().endRefused(span, context, refused, outcome);
      return;
    }
    Captured all = captureSafely(streamed, result);
    opener.recorder().ending(span, context, all, outcome);
    Outcome told = plan.gate().errors() ? outcome : outcome.withoutMessage();
    opener.recorder().end(span, all, plan.constants().keptBack(), start, told);
  }

  /**
   * Returns a mark if there is no room for the span, and nothing else asks for what it tells: no
   * generation that encloses it, and no trace whose event it is.
   */
  private Deferred.@Nullable Refused refusal() {
    return plan.constants().description().event() == null
        ? opener.recorder().refusal(plan.isGeneration(), context)
        : null;
  }

  private void conceal(@Nullable Throwable error) {
    if (error != null && hidden.length > 0) {
      try {
        opener.recorder().conceal(error, plan.hidden().texts(hidden));
      } catch (Throwable thrown) {
        Safe.log("looking for hidden arguments", thrown);
      }
    }
  }

  private Captured captureSafely(@Nullable StreamAccumulator streamed, @Nullable Object result) {
    try {
      return capture(streamed, result);
    } catch (Throwable thrown) {
      Safe.log("gathering a result", thrown);
      return plan.constants().bare();
    }
  }

  private Captured capture(@Nullable StreamAccumulator streamed, @Nullable Object result) {
    Failure told = result == null ? null : opener.failures().ofResult(result);
    boolean gathersNothing = gathered == Gathered.NOTHING && !plan.gathersOutput();
    if (streamed == null && gathersNothing && told == null && !plan.isGeneration()) {
      return plan.constants().bare();
    }
    EnclosingGeneration own = plan.isGeneration() ? EnclosingGeneration.of(context) : null;
    Object later = told == null ? later(streamed, result, own) : null;
    return later == null ? read(streamed, result, told, own) : unread(streamed, result, later, own);
  }

  /** Returns the result, or the chunks of a streamed one, to be read later; null for neither. */
  private @Nullable Object later(
      @Nullable StreamAccumulator streamed,
      @Nullable Object result,
      @Nullable EnclosingGeneration own) {
    if (result != null) {
      return plan.unreadResult(result, own);
    }
    return streamed != null && plan.readsLater(streamed, own, context) ? streamed : null;
  }

  /** Keeps a result whole, or the chunks of a streamed one, to be read later. */
  private Captured unread(
      @Nullable StreamAccumulator streamed,
      @Nullable Object result,
      Object later,
      @Nullable EnclosingGeneration own) {
    UnaryOperator<Extraction> spentBelow =
        own == null ? UnaryOperator.identity() : own.closeUnread();
    Extracted read = Extracted.of(gathered.read(), Extraction.NONE);
    return new Captured(
        plan.constants().description(),
        gathered.arguments(),
        result == null ? null : plan.outputOf(result, later),
        bindings(),
        streamed == null ? null : streamed.summary(),
        own == null ? read : own.marked(read),
        new UnreadValues(plan, gathered.unread(), later, spentBelow));
  }

  /** Reads the result now. */
  private Captured read(
      @Nullable StreamAccumulator streamed,
      @Nullable Object result,
      @Nullable Failure told,
      @Nullable EnclosingGeneration own) {
    ContentGate gate = plan.gate();
    Object output = streamed == null ? null : gate.content(streamed.content(), opener.values());
    Extraction read =
        streamed == null ? Extraction.NONE : gate.admitted(streamed.read(), gate.output());
    if (result != null) {
      read = plan.reading().output(result);
      output = plan.output(result, read, opener.values());
      if (plan.bindsResult()) {
        plan.bindResult(result, output, addable(), opener.values());
      }
    }
    Failure known = read.failure();
    Failure failure = known == null || known.message() == null ? told : known;
    Extracted extracted = Extracted.of(gathered.read(), read.with(disclosed(failure)));
    Bindings bindings = bindings();
    Object input = gathered.unread();
    return new Captured(
        plan.constants().description(),
        gathered.arguments(),
        output,
        bindings,
        streamed == null ? null : streamed.summary(),
        own == null ? extracted : closed(own, extracted, bindings),
        input == null && !bindings.areUnbound()
            ? null
            : new UnreadValues(plan, input, null, UnaryOperator.identity()));
  }

  /** One that reports to another tells which model it asked, though that is read later. */
  private Extracted closed(EnclosingGeneration own, Extracted extracted, Bindings bindings) {
    Bindings asked =
        own.reports() ? plan.known(bindings, gathered.arguments(), gathered.unread()) : bindings;
    return own.close(extracted, asked, plan.constants().description());
  }

  private Bindings bindings() {
    return added == null ? gathered.bindings() : added;
  }

  /** Returns the bindings to be added to: the gathered ones may be those of other calls too. */
  private Bindings addable() {
    Bindings own = added;
    if (own == null) {
      own = gathered.bindings().copy();
      added = own;
    }
    return own;
  }

  /** The text of a result that is an error is output. */
  private @Nullable Failure disclosed(@Nullable Failure told) {
    if (told == null || hidden.length == 0 && isTold()) {
      return told;
    }
    SpanRecorder recorder = opener.recorder();
    String message =
        isTold() ? recorder.concealing(plan.hidden().texts(hidden), told.message()) : null;
    return new Failure(told.type(), message, told.statusCode());
  }

  private boolean isTold() {
    return plan.gate().output() && plan.gate().errors();
  }
}
