package dev.raglan.internal.library.stainless;

import com.anthropic.core.http.StreamResponse;
import dev.raglan.spi.OpenCall;
import java.util.stream.Stream;

/** A response of anthropic-java whose stream is followed. */
final class AnthropicJavaStream<T> implements StreamResponse<T> {

  private final StreamResponse<T> source;
  private final ClosedStream<T> followed;

  AnthropicJavaStream(StreamResponse<T> source, OpenCall call) {
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
