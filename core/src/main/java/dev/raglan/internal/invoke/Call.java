package dev.raglan.internal.invoke;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A call whose span has started, and records. */
final class Call implements OpenCall {

  // One object less for each than an AtomicBoolean: there is a Call for every call.
  private static final AtomicIntegerFieldUpdater<Call> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Call.class, "ended");
  private static final AtomicIntegerFieldUpdater<Call> SUBSCRIBED =
      AtomicIntegerFieldUpdater.newUpdater(Call.class, "subscribed");

  private final CallOpener opener;
  private final MethodPlan plan;
  private final Span span;
  private final Context context;
  private final Gathered gathered;
  private final Bindings bindings;
  private volatile int ended;
  private volatile int subscribed;
  private volatile boolean streams;
  private @Nullable StreamAccumulator stream;

  /**
   * @param gathered what was gathered so far
   */
  Call(CallOpener opener, MethodPlan plan, Span span, Context context, Gathered gathered) {
    this.opener = opener;
    this.plan = plan;
    this.span = span;
    this.context = context;
    this.gathered = gathered;
    this.bindings = plan.bindingsOf(gathered);
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public Scope makeCurrent() {
    return opener.recorder().makeCurrent(context);
  }

  /** The first subscription is this call; each further one has a span of its own. */
  @Override
  public OpenCall subscribed(Context subscriber) {
    return isFirst(SUBSCRIBED) ? this : opener.open(plan, gathered, subscriber);
  }

  @Override
  public void element(@Nullable Object element) {
    if (ended == 0) {
      streams = true;
      try {
        gather(element);
      } catch (Throwable thrown) {
        Safe.log("gathering an element", thrown);
      }
    }
  }

  private synchronized void gather(@Nullable Object element) {
    if (ended != 0) {
      return; // a late one: what was captured may be on its way to be rendered
    }
    int[] ownWork = OwnWork.begin();
    try {
      if (stream == null) {
        stream = open(element);
      }
      stream.add(element);
      plan.bindElement(element, bindings, opener.gatherer());
    } finally {
      OwnWork.end(ownWork);
    }
  }

  private StreamAccumulator open(@Nullable Object first) {
    ChunkReader reader = plan.reading().output() ? opener.extractors().accumulator(first) : null;
    boolean keepsContent = plan.capturesOutput() && reader == null;
    return new StreamAccumulator(
        opener.gatherer().stream(keepsContent, secondsSinceStart()), reader, plan.reading());
  }

  private double secondsSinceStart() {
    return span instanceof ReadableSpan readable ? readable.getLatencyNanos() / 1e9 : -1;
  }

  @Override
  public void completed() {
    if (isFirst(ENDED)) {
      end(null, Outcome.SUCCESS);
    }
  }

  @Override
  public void completed(@Nullable Object result) {
    if (isFirst(ENDED)) {
      end(result, Outcome.SUCCESS);
    }
  }

  @Override
  public void failed(Throwable error) {
    if (isFirst(ENDED)) {
      end(null, Outcome.of(error));
    }
  }

  @Override
  public void canceled() {
    if (isFirst(ENDED)) {
      end(null, Outcome.CANCELED);
    }
  }

  @Override
  public void pending() {
    if (isFirst(ENDED)) {
      end(null, Outcome.PENDING);
    }
  }

  private boolean isFirst(AtomicIntegerFieldUpdater<Call> flag) {
    return flag.compareAndSet(this, 0, 1);
  }

  private void end(@Nullable Object result, Outcome outcome) {
    int[] ownWork = OwnWork.begin();
    try {
      Captured all = captureSafely(result);
      opener.recorder().ending(span, context, all);
      opener.recorder().end(span, all, plan.constants().keptBack(), outcome);
    } finally {
      OwnWork.end(ownWork);
    }
  }

  private Captured captureSafely(@Nullable Object result) {
    try {
      return capture(result);
    } catch (Throwable thrown) {
      Safe.log("gathering a result", thrown);
      return plan.constants().bare();
    }
  }

  /**
   * An element says that there is a stream before it looks whether the call has ended; the end says
   * so before it looks for a stream. So either the element is seen to be late, or the end waits for
   * it: calls without a stream need no lock.
   */
  private Captured capture(@Nullable Object result) {
    return streams ? captureStream(result) : captureAll(result);
  }

  private synchronized Captured captureStream(@Nullable Object result) {
    return captureAll(result);
  }

  private Captured captureAll(@Nullable Object result) {
    if (stream == null && gathered == Gathered.NOTHING && !plan.gathersOutput()) {
      return plan.constants().bare();
    }
    Object output = stream == null ? null : stream.content();
    Extraction read = stream == null ? Extraction.NONE : stream.read();
    if (result != null) {
      output = plan.capturesOutput() ? opener.gatherer().hold(result) : null;
      read = plan.reading().output(result, opener.extractors());
      plan.bindResult(result, output, bindings, opener.gatherer());
    }
    return new Captured(
        plan.constants().step(),
        gathered.arguments(),
        output,
        bindings,
        stream == null ? null : stream.summary(),
        Extracted.of(gathered.read(), withReported(read)));
  }

  private Extraction withReported(Extraction read) {
    EnclosingGeneration own = plan.isGeneration() ? EnclosingGeneration.of(context) : null;
    return own == null ? read : own.close(read);
  }
}
