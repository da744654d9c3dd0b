package dev.raglan.internal.library.stainless;

import com.anthropic.core.http.AsyncStreamResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** An asynchronous response of anthropic-java whose handler is followed. */
final class AnthropicJavaAsyncStream<T> implements AsyncStreamResponse<T> {

  private final AsyncStreamResponse<T> source;
  private final AsyncStreamCall call;

  AnthropicJavaAsyncStream(AsyncStreamResponse<T> source, AsyncStreamCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  public AsyncStreamResponse<T> subscribe(Handler<? super T> handler) {
    call.subscribe(() -> source.subscribe(AnthropicJavaStreamHandler.of(handler, call)));
    return this;
  }

  @Override
  public AsyncStreamResponse<T> subscribe(Handler<? super T> handler, Executor executor) {
    call.subscribe(
        () ->
            source.subscribe(AnthropicJavaStreamHandler.of(handler, call), call.follow(executor)));
    return this;
  }

  @Override
  public CompletableFuture<Void> onCompleteFuture() {
    return source.onCompleteFuture();
  }

  @Override
  public void close() {
    call.canceled();
    source.close();
  }
}
