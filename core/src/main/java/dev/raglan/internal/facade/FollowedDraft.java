package dev.raglan.internal.facade;

import dev.raglan.internal.result.IgnoringCall;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/**
 * A described span that starts anew with each subscription to a publisher. Only the subscriptions
 * end it.
 */
final class FollowedDraft extends IgnoringCall {

  private final SpanOpener opener;
  private final SpanDraft draft;
  private final Context assembled;

  /**
   * @param assembled the context in which the publisher was assembled
   */
  FollowedDraft(SpanOpener opener, SpanDraft draft, Context assembled) {
    this.opener = opener;
    this.draft = draft;
    this.assembled = assembled;
  }

  @Override
  public Context context() {
    return assembled;
  }

  @Override
  public Context outside(Context subscriber) {
    return Span.fromContext(subscriber).getSpanContext().isValid() ? subscriber : assembled;
  }

  /** Starts below the subscriber's span, or else below the one that was current at the assembly. */
  @Override
  public OpenCall subscribed(Context subscriber) {
    return new FollowedSpan(opener, opener.open(draft, outside(subscriber)));
  }
}
