package dev.raglan.internal.result;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Follows a supplier or an iterable that is nothing more, where a method is declared to return just
 * that: its work is done when it is asked. It behaves as it does for as often as it is asked, and
 * each time is a span.
 */
final class LaterValueHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return isOf(Supplier.class, resultType)
        || isOf(Iterable.class, resultType) && !Collection.class.isAssignableFrom(resultType);
  }

  /** A page of rows can be iterated over as well, and is used as what it is. */
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

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == Supplier.class || declaredType == Iterable.class;
  }

  /**
   * Returns true for a supplier: what is asked for years after it was made, such as a bean, is no
   * call that takes as long. An iterable may be read page by page, the first of which is there.
   */
  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return declaredType == Supplier.class;
  }

  /**
   * Returns true for a class that somebody gave a name: declared as such, it is a value. A lambda
   * or an anonymous class can only be meant to be asked.
   */
  static boolean isNamed(Class<?> type) {
    return !(type.isSynthetic() || type.isHidden() || type.isAnonymousClass());
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    if (result instanceof Supplier<?> source) {
      return (Supplier<?>) () -> FollowedWork.get(source, call);
    }
    Iterable<?> source = (Iterable<?>) result;
    return (Iterable<?>) () -> TracedIterator.open(source::iterator, call);
  }
}
