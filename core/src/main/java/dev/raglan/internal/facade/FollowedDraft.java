package dev.raglan.internal.facade;

import dev.raglan.spi.OpenCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * A described span that starts anew with each subscription to a publisher. Only the subscriptions
 * end it.
 */
record FollowedDraft(SpanOpener opener, SpanDraft draft, Context assembled) implements OpenCall {

  @Override
  public Context context() {
    return assembled;
  }

  /** Starts below the subscriber's span, or else below the one that was current at the assembly. */
  @Override
  public OpenCall subscribed(Context subscriber) {
    boolean hasSpan = Span.fromContext(subscriber).getSpanContext().isValid();
    return new FollowedSpan(opener, opener.open(draft, hasSpan ? subscriber : assembled));
  }

  @Override
  public void element(@Nullable Object element) {}

  @Override
  public void completed() {}

  @Override
  public void completed(@Nullable Object result) {}

  @Override
  public void failed(Throwable error) {}

  @Override
  public void canceled() {}

  @Override
  public void pending() {}
}
