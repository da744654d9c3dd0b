package dev.raglan.spi;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A call that has returned and whose span is still open, followed by the {@link ResultHandler} for
 * its result.
 *
 * <p>Whichever of the ending methods is called first ends the span; later ones do nothing. No
 * method throws. Thread-safe.
 */
public interface OpenCall {

  /** Returns the context of the span, in which work on the call's behalf runs. */
  Context context();

  /** Makes the context current on this thread until the scope is closed. */
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  default Scope makeCurrent() {
    return makeCurrent(context());
  }

  /**
   * Makes another context current as this call's are: the one of the application, while what it
   * does with an element of a streamed result runs within the call.
   */
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  default Scope makeCurrent(Context other) {
    return other.makeCurrent();
  }

  /** Adds an element of a streamed result. */
  void element(@Nullable Object element);

  /** Ends the span of a streamed result that is exhausted, or of a call without a result. */
  void completed();

  /** Ends the span with its result. */
  void completed(@Nullable Object result);

  /** Ends the span with an error; a {@link java.util.concurrent.CancellationException} cancels. */
  void failed(Throwable error);

  /** Ends the span as canceled; the elements so far are kept. */
  void canceled();

  /** Ends the span of a result whose end cannot be followed. */
  void pending();

  /**
   * Returns the context that a subscription starts in, in which what is downstream of it runs: the
   * subscriber's, or the one that was current at the call where the subscriber's has no span.
   *
   * @param subscriber the subscriber's context
   */
  default Context outside(Context subscriber) {
    return subscriber;
  }

  /**
   * Returns the open call of one subscription, for results whose work starts anew with each.
   *
   * @param subscriber the subscriber's context, in which a parent span is looked for
   */
  OpenCall subscribed(Context subscriber);
}
