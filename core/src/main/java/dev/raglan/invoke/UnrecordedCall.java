package dev.raglan.invoke;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A call whose span is not sampled: what runs below it finds the span, so that it is not sampled
 * either, and nothing else happens.
 *
 * @param opener makes the context current
 * @param context the context of the span
 */
record UnrecordedCall(CallOpener opener, Context context) implements OpenCall {

  @Override
  public Scope makeCurrent() {
    return opener.recorder().makeCurrent(context);
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

  @Override
  public OpenCall subscribed(Context subscriber) {
    return this;
  }
}
