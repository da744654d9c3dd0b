package dev.raglan.internal.invoke;

import dev.raglan.internal.result.IgnoringCall;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A call whose span is not sampled: what runs below it finds the span, so that it is not sampled
 * either, and nothing else happens.
 */
final class UnrecordedCall extends IgnoringCall {

  private static final AtomicIntegerFieldUpdater<UnrecordedCall> SUBSCRIBED =
      AtomicIntegerFieldUpdater.newUpdater(UnrecordedCall.class, "subscribed");

  private final CallOpener opener;
  private final MethodPlan plan;
  private final @Nullable Object[] hidden;
  private final Gathered gathered;
  private final Context context;
  private volatile int subscribed;

  /**
   * @param hidden the arguments, if some of them may be hidden; else none
   * @param gathered what was gathered before that was known
   * @param context the context of the span
   */
  UnrecordedCall(
      CallOpener opener,
      MethodPlan plan,
      @Nullable Object[] hidden,
      Gathered gathered,
      Context context) {
    this.opener = opener;
    this.plan = plan;
    this.hidden = hidden;
    this.gathered = gathered;
    this.context = context;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public Scope makeCurrent(Context other) {
    return opener.recorder().makeCurrent(other);
  }

  /** Opens a call for each further subscription, which is sampled or not by itself. */
  @Override
  public OpenCall subscribed(Context subscriber) {
    return SUBSCRIBED.compareAndSet(this, 0, 1) ? this : opener.open(plan, hidden, gathered, subscriber);
  }
}
