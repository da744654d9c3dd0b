package dev.raglan.internal.library.stainless;

import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

class OpenAiJavaStreamTest extends StreamResponseContract<StreamResponse<Object>> {

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
    return ChatCompletionChunk.builder()
        .id("chunk-1")
        .created(0)
        .model("gpt-4o")
        .choices(List.of())
        .build();
  }
}
