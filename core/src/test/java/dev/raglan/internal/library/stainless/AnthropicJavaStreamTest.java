package dev.raglan.internal.library.stainless;

import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.RawMessageStopEvent;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.util.function.Supplier;
import java.util.stream.Stream;

class AnthropicJavaStreamTest extends StreamResponseContract<StreamResponse<Object>> {

  @Override
  Class<?> type() {
    return StreamResponse.class;
  }

  @Override
  StreamResponse<Object> response(Supplier<Stream<Object>> stream, Runnable onClose) {
    return new StreamResponse<>() {
      @Override
      public Stream<Object> stream() {
        return stream.get();
      }

      @Override
      public void close() {
        onClose.run();
      }
    };
  }

  @Override
  Stream<Object> stream(StreamResponse<Object> response) {
    return response.stream();
  }

  @Override
  Object chunk() {
    return RawMessageStreamEvent.ofMessageStop(RawMessageStopEvent.builder().build());
  }
}
