package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.List;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Follows the JDK's streams, of objects and of primitives, to the end of what draws from them. */
public final class JdkStreamHandler implements ResultHandler {

  private static final List<Class<?>> KINDS =
      List.of(Stream.class, IntStream.class, LongStream.class, DoubleStream.class);

  @Override
  public boolean handles(Class<?> resultType) {
    return KINDS.stream().anyMatch(kind -> kind.isAssignableFrom(resultType));
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return KINDS.stream().anyMatch(declaredType::isAssignableFrom);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return TracedStream.follow((BaseStream<?, ?>) result, call);
  }

  /** Returns the stream, followed for a call. */
  @SuppressWarnings("unchecked") // A stream of the same elements.
  public static <T> Stream<T> follow(Stream<T> source, OpenCall call) {
    return (Stream<T>) TracedStream.follow(source, call);
  }
}
