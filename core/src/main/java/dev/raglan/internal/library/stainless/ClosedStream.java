package dev.raglan.internal.library.stainless;

import dev.raglan.internal.result.JdkStreamHandler;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stream of a response that is closed when it is done with, followed for a call. */
final class ClosedStream<T> {

  private final OpenCall call;
  private @Nullable Stream<T> source;
  private @Nullable Stream<T> followed;

  ClosedStream(OpenCall call) {
    this.call = call;
  }

  /** What follows the response's stream; the same for as long as the response gives the same. */
  synchronized Stream<T> of(Supplier<Stream<T>> response) {
    Stream<T> given = get(response);
    if (followed == null || given != source) {
      source = given;
      followed = Safe.get(() -> JdkStreamHandler.follow(given, call), () -> given);
    }
    return followed;
  }

  /** A response that gives its stream only once may say so, and harms nobody. */
  private Stream<T> get(Supplier<Stream<T>> response) {
    try {
      return response.get();
    } catch (Throwable thrown) {
      if (source == null) {
        call.failed(thrown);
      }
      throw thrown;
    }
  }

  void close(Runnable response) {
    try {
      response.run();
    } finally {
      call.completed();
    }
  }
}
