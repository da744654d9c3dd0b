package dev.raglan.internal.library.stainless;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

@SuppressWarnings({"rawtypes", "unchecked"}) // A class literal has no parameters.
class OpenAiJavaAsyncStreamTest
    extends AsyncStreamResponseContract<AsyncStreamResponse, StreamResponse<Object>> {

  private record Handler(Heard heard) implements AsyncStreamResponse.Handler<Object> {

    @Override
    public void onNext(Object chunk) {
      heard.next(chunk);
    }

    @Override
    public void onComplete(Optional<Throwable> error) {
      heard.complete(error);
    }
  }

  @Override
  Class<AsyncStreamResponse> type() {
    return AsyncStreamResponse.class;
  }

  @Override
  StreamResponse<Object> response(Stream<Object> stream) {
    return new OpenAiJavaStreamTest().response(() -> stream, () -> {});
  }

  @Override
  AsyncStreamResponse subscribe(AsyncStreamResponse response, Heard heard) {
    return response.subscribe(new Handler(heard));
  }

  @Override
  AsyncStreamResponse subscribe(AsyncStreamResponse response, Heard heard, Executor executor) {
    return response.subscribe(new Handler(heard), executor);
  }

  @Override
  CompletableFuture<Void> end(AsyncStreamResponse response) {
    return response.onCompleteFuture();
  }

  @Override
  void close(AsyncStreamResponse response) {
    response.close();
  }
}
