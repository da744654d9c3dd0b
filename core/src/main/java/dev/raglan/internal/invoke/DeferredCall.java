package dev.raglan.internal.invoke;

import dev.raglan.spi.OpenCall;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method that returns a publisher: its work, and so its span, begins with a
 * subscription.
 *
 * <p>If the span is needed earlier, because the method does part of its work at once, it starts
 * then, and the first subscription continues it.
 */
final class DeferredCall implements OpenCall {

  private final CallOpener opener;
  private final MethodPlan plan;
  private final @Nullable Object[] arguments;
  private final Gathered gathered;
  private final Context parent;
  private final Context context;
  private final DeferredSpan span;
  private @Nullable OpenCall started;

  DeferredCall(
      CallOpener opener,
      MethodPlan plan,
      @Nullable Object[] arguments,
      Gathered gathered,
      Context parent) {
    this.opener = opener;
    this.plan = plan;
    this.arguments = arguments;
    this.gathered = gathered;
    this.parent = parent;
    this.span = new DeferredSpan(() -> start(parent).context(), Span.fromContext(parent));
    this.context = span.in(opener.recorder().owner().own(parent));
  }

  private synchronized OpenCall start(Context above) {
    if (started == null) {
      started = opener.open(plan, arguments, gathered, above);
    }
    return started;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public Scope makeCurrent() {
    return span.attach(() -> makeCurrent(context));
  }

  @Override
  public Scope makeCurrent(Context other) {
    return opener.recorder().makeCurrent(other);
  }

  @Override
  public Context outside(Context subscriber) {
    boolean hasSpan = Span.fromContext(subscriber).getSpanContext().isValid();
    return hasSpan ? subscriber : withSharedOf(subscriber);
  }

  /** The subscriber's span is the parent, or else the span that was current at the call. */
  @Override
  public OpenCall subscribed(Context subscriber) {
    Context above = outside(subscriber);
    return start(above).subscribed(above);
  }

  /** Returns the parent, with the session and the like of the subscriber. */
  private Context withSharedOf(Context subscriber) {
    TraceContext shared = TraceContext.of(subscriber);
    return shared.isEmpty() ? parent : parent.with(TraceContext.of(parent).merge(shared));
  }

  @Override
  public void element(@Nullable Object element) {
    start(parent).element(element);
  }

  @Override
  public void completed() {
    start(parent).completed();
  }

  @Override
  public void completed(@Nullable Object result) {
    start(parent).completed(result);
  }

  @Override
  public void failed(Throwable error) {
    start(parent).failed(error);
  }

  @Override
  public void canceled() {
    start(parent).canceled();
  }

  @Override
  public void pending() {
    start(parent).pending();
  }
}
