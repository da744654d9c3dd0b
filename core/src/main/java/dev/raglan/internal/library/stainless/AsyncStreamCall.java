package dev.raglan.internal.library.stainless;

import dev.raglan.internal.invoke.ContextScope;
import dev.raglan.internal.safe.CompletionFailure;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The call of a response that hands its chunks to a handler. */
final class AsyncStreamCall {

  private final OpenCall call;
  private final AtomicBoolean subscribed = new AtomicBoolean();

  private AsyncStreamCall(OpenCall call) {
    this.call = call;
  }

  /**
   * Also watches the response's end, of which no handler is told if there is none.
   *
   * <p>The future must not lead to the response: libraries close one that is not reachable.
   */
  static AsyncStreamCall of(OpenCall call, Supplier<CompletableFuture<Void>> end) {
    AsyncStreamCall traced = new AsyncStreamCall(call);
    Safe.run(
        "watching a response",
        () -> {
          var unused = end.get().whenComplete((nothing, error) -> traced.ended(error));
        });
    return traced;
  }

  private void ended(@Nullable Throwable error) {
    if (error != null) {
      call.failed(CompletionFailure.causeOf(error));
    } else if (subscribed.get()) {
      call.completed();
    } else {
      call.canceled();
    }
  }

  /** Subscribes in the call's context; a second subscription may be refused, and harms nobody. */
  void subscribe(Runnable subscription) {
    boolean first = subscribed.compareAndSet(false, true);
    Scope scope = ContextScope.enter(call.context());
    try {
      subscription.run();
    } catch (Throwable thrown) {
      if (first) {
        call.failed(thrown);
      }
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  /** Null, which a library refuses in its own words, stays null. */
  @Nullable Executor follow(@Nullable Executor executor) {
    return executor == null ? null : work -> execute(work, executor);
  }

  /** Of work that is not taken, not every library tells anyone. */
  private void execute(Runnable work, Executor executor) {
    try {
      executor.execute(work);
    } catch (Throwable thrown) {
      call.failed(thrown);
      throw thrown;
    }
  }

  /** A handler that throws ends the stream, but it is not this call's failure. */
  void next(Object chunk, Runnable handler) {
    call.element(chunk);
    try {
      handler.run();
    } catch (Throwable thrown) {
      call.canceled();
      throw thrown;
    }
  }

  void completed(Optional<Throwable> error) {
    error.ifPresentOrElse(
        thrown -> call.failed(CompletionFailure.causeOf(thrown)), call::completed);
  }

  void canceled() {
    call.canceled();
  }
}
