package dev.raglan.internal.library.stainless;

import com.openai.core.http.StreamResponse;
import dev.raglan.spi.OpenCall;
import java.util.stream.Stream;

/** A response of openai-java whose stream is followed. */
final class OpenAiJavaStream<T> implements StreamResponse<T> {

  private final StreamResponse<T> source;
  private final ClosedStream<T> followed;

  OpenAiJavaStream(StreamResponse<T> source, OpenCall call) {
    this.source = source;
    this.followed = new ClosedStream<>(call);
  }

  @Override
  public Stream<T> stream() {
    return followed.of(source::stream);
  }

  @Override
  public void close() {
    followed.close(source::close);
  }
}
