package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.Iterator;

/** Follows an iterator as the application draws from it. */
final class IteratorHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Iterator.class.isAssignableFrom(resultType);
  }

  /** Returns true for an iterator alone: the caller may expect more of any other type. */
  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == Iterator.class;
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    Iterator<?> source = (Iterator<?>) result;
    return source instanceof AutoCloseable closeable
        ? new TracedIterator.Closeable<>(source, closeable, call)
        : new TracedIterator<>(source, call);
  }
}
