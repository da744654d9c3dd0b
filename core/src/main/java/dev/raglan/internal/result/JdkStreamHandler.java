package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A stream is followed as the application's terminal operation draws from it. */
public final class JdkStreamHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Stream.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType.isAssignableFrom(Stream.class);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return follow((Stream<?>) result, call);
  }

  public static <T> Stream<T> follow(Stream<T> source, OpenCall call) {
    boolean parallel = source.isParallel();
    return StreamSupport.stream(TracedSpliterator.of(source.spliterator(), call), parallel)
        .onClose(
            () -> {
              try {
                source.close();
              } finally {
                call.completed();
              }
            });
  }
}
