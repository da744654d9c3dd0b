package dev.raglan.internal.lazy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work that is still to be done among the first elements of an array, or of a collection or map of
 * the JDK's own. Views and other libraries' collections are left alone: to look into them may run
 * code, such as that which loads an entity's rows.
 */
final class ContainedWork {

  /** The elements that are looked at: most containers hold things of one kind. */
  private static final int MOST = 16;

  private ContainedWork() {}

  /** Returns true if instances of the class may contain work. */
  static boolean mayBeIn(Class<?> type) {
    return type.isArray()
        ? isOfObjects(type)
        : isOfJdk(type)
            && (Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || Map.Entry.class.isAssignableFrom(type)
                || type == AtomicReference.class
                || type == Optional.class);
  }

  private static boolean isOfObjects(Class<?> array) {
    Class<?> element = array.getComponentType();
    return !element.isPrimitive() && element != String.class;
  }

  private static boolean isOfJdk(Class<?> type) {
    String name = type.getName();
    boolean isView =
        name.startsWith("java.util.Collections$") && !name.startsWith("java.util.Collections$Singl")
            || name.startsWith("java.util.AbstractList$");
    return name.startsWith("java.util.") && type.getClassLoader() == null && !isView;
  }

  /**
   * Returns the first work in the container; null if it contains none.
   *
   * @param work returns an element's work; null if it has none
   */
  static @Nullable Object firstIn(Object container, Function<Object, @Nullable Object> work) {
    if (container instanceof List<?> list && list instanceof RandomAccess) {
      return inList(list, work);
    }
    if (container instanceof Collection<?> all) {
      return inAll(all, work);
    }
    if (container instanceof Map<?, ?> map) {
      return inAll(map.values(), work);
    }
    if (container instanceof Map.Entry<?, ?> entry) {
      return workOf(entry.getValue(), work);
    }
    if (container instanceof Object[] array) {
      return inArray(array, work);
    }
    Object content =
        container instanceof AtomicReference<?> reference
            ? reference.get()
            : ((Optional<?>) container).orElse(null);
    return workOf(content, work);
  }

  private static @Nullable Object workOf(
      @Nullable Object element, Function<Object, @Nullable Object> work) {
    return element == null ? null : work.apply(element);
  }

  /** Asks once for the class of elements, which is the same for all as a rule. */
  private static @Nullable Object inList(List<?> list, Function<Object, @Nullable Object> work) {
    int size = Math.min(list.size(), MOST);
    Class<?> whole = null;
    for (int i = 0; i < size; i++) {
      Object element = list.get(i);
      if (element == null || element.getClass() == whole) {
        continue;
      }
      Object found = workOf(element, work);
      if (found != null) {
        return found;
      }
      whole = LazyTypes.isWhole(element.getClass()) ? element.getClass() : null;
    }
    return null;
  }

  private static @Nullable Object inArray(
      @Nullable Object[] array, Function<Object, @Nullable Object> work) {
    int size = Math.min(array.length, MOST);
    for (int i = 0; i < size; i++) {
      Object found = workOf(array[i], work);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Object inAll(
      Collection<?> all, Function<Object, @Nullable Object> work) {
    int looked = 0;
    for (Object each : all) {
      Object found = workOf(each, work);
      if (found != null || ++looked == MOST) {
        return found;
      }
    }
    return null;
  }
}
