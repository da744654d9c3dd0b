package dev.raglan.internal.library.stainless;

import com.anthropic.core.http.AsyncStreamResponse.Handler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passes what a handler of anthropic-java is told on to it, and tells the call. */
final class AnthropicJavaStreamHandler<T> implements Handler<T> {

  private final Handler<? super T> handler;
  private final AsyncStreamCall call;

  private AnthropicJavaStreamHandler(Handler<? super T> handler, AsyncStreamCall call) {
    this.handler = handler;
    this.call = call;
  }

  /** Null, which the library refuses in its own words, stays null. */
  static <T> @Nullable Handler<T> of(@Nullable Handler<? super T> handler, AsyncStreamCall call) {
    return handler == null ? null : new AnthropicJavaStreamHandler<>(handler, call);
  }

  @Override
  public void onNext(T chunk) {
    call.next(chunk, () -> handler.onNext(chunk));
  }

  @Override
  public void onComplete(Optional<Throwable> error) {
    call.completed(error);
    handler.onComplete(error);
  }
}
