package dev.raglan.internal.capture;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.type.RawJson;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The weight of one object of a library, by its fields and what they hold. Looks at a bounded
 * number of objects, runs no code of theirs, and stops as soon as there is more than enough. Not
 * thread-safe.
 */
final class ObjectWeight {

  private static final int MOST_VISITS = 1 << 13;
  private static final int MAX_DEPTH = 48;
  private static final long HEADER = 16;
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
  private static final MethodHandle[] NONE = {};

  private final PerClass<MethodHandle[]> fields;
  private final long enough;
  private int visits;
  private long bytes;

  /**
   * @param fields those of each class, as {@link #fieldsOf} finds them
   */
  ObjectWeight(PerClass<MethodHandle[]> fields, long enough) {
    this.fields = fields;
    this.enough = enough;
  }

  /** Returns the fields of a class that can be of any weight. */
  static MethodHandle[] fieldsOf(Class<?> type) {
    List<MethodHandle> fields = new ArrayList<>();
    for (Class<?> each = type; each != null && !isOfJdk(each); each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        add(field, fields);
      }
    }
    return fields.toArray(NONE);
  }

  private static void add(Field field, List<MethodHandle> fields) {
    Class<?> type = field.getType();
    boolean isLight = type.isPrimitive() || type.isEnum() || type == Class.class;
    // A lazy value of Kotlin's leads back to the object that it is of.
    boolean isLazy = type.getName().startsWith("kotlin.");
    if (Modifier.isStatic(field.getModifiers()) || isLight || isLazy) {
      return;
    }
    try {
      field.setAccessible(true);
      fields.add(MethodHandles.lookup().unreflectGetter(field).asType(GETTER));
    } catch (IllegalAccessException | RuntimeException inaccessible) {
      // What it holds is not weighed.
    }
  }

  /** Returns the weight of the object; more than enough if it is not known. */
  long of(Object value) throws Throwable {
    add(value, 0);
    return bytes;
  }

  private static boolean isOfJdk(Class<?> type) {
    return type.getName().startsWith("java.");
  }

  private void add(@Nullable Object value, int depth) throws Throwable {
    if (value == null || bytes > enough) {
      return;
    }
    if (++visits > MOST_VISITS || depth > MAX_DEPTH) {
      bytes = enough + 1;
      return;
    }
    Class<?> type = value.getClass();
    if (value instanceof String text) {
      bytes += Weigher.text(text.length());
    } else if (value instanceof RawJson raw) {
      bytes += Weigher.text(raw.json().length());
    } else if (type.isArray()) {
      addArray(value, depth);
    } else if (!isOfJdk(type)) {
      addFields(value, depth);
    } else if (value instanceof Collection<?> all) {
      addAll(all, depth);
    } else if (value instanceof Map<?, ?> map) {
      addAll(map.keySet(), depth);
      addAll(map.values(), depth);
    } else if (value instanceof Optional<?> optional) {
      bytes += HEADER;
      add(optional.orElse(null), depth + 1);
    } else {
      bytes += Weigher.of(value);
    }
  }

  private void addAll(Collection<?> elements, int depth) throws Throwable {
    bytes += Weigher.BOX;
    for (Object element : elements) {
      if (bytes > enough) {
        return;
      }
      bytes += 4 * Weigher.REFERENCE;
      add(element, depth + 1);
    }
  }

  private void addArray(Object array, int depth) throws Throwable {
    int length = Array.getLength(array);
    if (array instanceof Object[] elements) {
      for (int i = 0; i < length && bytes <= enough; i++) {
        bytes += Weigher.REFERENCE;
        add(elements[i], depth + 1);
      }
    } else {
      boolean isOfBytes = array instanceof byte[] || array instanceof boolean[];
      bytes += HEADER + (isOfBytes ? 1L : 8L) * length;
    }
  }

  private void addFields(Object value, int depth) throws Throwable {
    bytes += HEADER;
    for (MethodHandle field : fields.get(value.getClass())) {
      bytes += Weigher.REFERENCE;
      add((Object) field.invokeExact(value), depth + 1);
    }
  }
}
