package dev.raglan.internal.result;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Follows a lambda or an anonymous class that can be iterated over, where a method is declared to
 * return just that: its work is done as it is read, and each iteration is a span. One that is a
 * supplier can only be meant to be asked later as well, but is no call that takes until then. A
 * class that somebody gave a name is a value.
 */
final class LaterValueHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return hasNoName(resultType)
        && (isOf(Supplier.class, resultType)
            || isOf(Iterable.class, resultType) && !Collection.class.isAssignableFrom(resultType));
  }

  private static boolean hasNoName(Class<?> type) {
    return type.isSynthetic() || type.isHidden() || type.isAnonymousClass();
  }

  /** Returns true if all that callers can ask is what the expected type says. */
  private static boolean isOf(Class<?> expected, Class<?> type) {
    return expected.isAssignableFrom(type)
        && Safe.orElse(
            () -> Arrays.stream(type.getMethods()).allMatch(each -> isKnown(each, expected)),
            false);
  }

  private static boolean isKnown(Method method, Class<?> expected) {
    return has(Object.class, method) || has(expected, method);
  }

  private static boolean has(Class<?> type, Method method) {
    try {
      type.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException more) {
      return false;
    }
  }

  /** Returns false for a supplier, which ends as pending. */
  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == Iterable.class;
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    Iterable<?> source = (Iterable<?>) result;
    return (Iterable<?>) () -> TracedIterator.open(source::iterator, call);
  }
}
