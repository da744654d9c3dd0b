package dev.raglan.internal.invoke;

import dev.raglan.Raglan;
import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.result.IgnoringCall;
import dev.raglan.reactor.SubscribedStep;
import dev.raglan.spi.OpenCall;
import dev.raglan.trace.BaseSpanBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * A step of the facade that is to start with each subscription to a publisher. Nothing ends it but
 * the subscriptions themselves.
 */
public final class SpanCall extends IgnoringCall {

  private final Raglan raglan;
  private final BaseSpanBuilder<?, ?> step;
  private final Context assembled;

  public SpanCall(Raglan raglan, BaseSpanBuilder<?, ?> step) {
    this.raglan = raglan;
    this.step = step;
    this.assembled = raglan.recorder().currentContext();
  }

  @Override
  public Context context() {
    return assembled;
  }

  /** The subscriber's span is the parent, or else the span that was current at the assembly. */
  @Override
  public Context outside(Context subscriber) {
    return Span.fromContext(subscriber).getSpanContext().isValid() ? subscriber : assembled;
  }

  @Override
  public OpenCall subscribed(Context subscriber) {
    Scope scope = ContextScope.enter(outside(subscriber));
    try {
      return new SubscribedStep(raglan, step.startDetached());
    } finally {
      ContextScope.leave(scope);
    }
  }
}
