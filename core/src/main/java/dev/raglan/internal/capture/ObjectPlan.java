package dev.raglan.internal.capture;

import static java.lang.invoke.MethodType.methodType;

import dev.raglan.internal.type.RawJson;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plan of how objects of one class are weighed, made once a class.
 *
 * @param count the number of fields that can be of any weight
 * @param fields add what these fields hold to an {@link ObjectWeight}; each handle adds several,
 *     because to invoke a handle costs more than to look at what a field holds
 */
@SuppressWarnings("ArrayRecordComponent") // Never written to.
record ObjectPlan(Kind kind, int count, MethodHandle[] fields) {

  /** The most fields of one handle: each is a frame of the stack until the handle is compiled. */
  private static final int GROUP = 8;

  private static final MethodType GETTER = methodType(Object.class, Object.class);
  private static final MethodHandle ADD = add();
  private static final MethodHandle[] NONE = {};

  /** The kinds of objects, by how they are weighed. */
  enum Kind {
    OBJECT,
    COLLECTION,
    MAP,
    ARRAY,
    RAW_JSON,
    OPTIONAL,
    OTHER
  }

  private static MethodHandle add() {
    try {
      return MethodHandles.lookup()
          .findVirtual(ObjectWeight.class, "add", methodType(void.class, Object.class, int.class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a method of this package", impossible);
    }
  }

  static ObjectPlan of(Class<?> type) {
    if (type == RawJson.class) {
      return new ObjectPlan(Kind.RAW_JSON, 0, NONE);
    }
    if (!type.isArray() && !isOfJdk(type)) {
      return ofFields(type);
    }
    Kind kind = Kind.OTHER;
    if (type.isArray()) {
      kind = Kind.ARRAY;
    } else if (Collection.class.isAssignableFrom(type)) {
      kind = Kind.COLLECTION;
    } else if (Map.class.isAssignableFrom(type)) {
      kind = Kind.MAP;
    } else if (type == Optional.class) {
      kind = Kind.OPTIONAL;
    }
    return new ObjectPlan(kind, 0, NONE);
  }

  private static boolean isOfJdk(Class<?> type) {
    return type.getName().startsWith("java.");
  }

  private static ObjectPlan ofFields(Class<?> type) {
    List<MethodHandle> getters = new ArrayList<>();
    for (Class<?> each = type; each != null && !isOfJdk(each); each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        addGetter(field, getters);
      }
    }
    int count = getters.size();
    MethodHandle[] groups = new MethodHandle[(count + GROUP - 1) / GROUP];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = group(getters.subList(i * GROUP, Math.min(count, (i + 1) * GROUP)));
    }
    return new ObjectPlan(Kind.OBJECT, count, groups);
  }

  private static void addGetter(Field field, List<MethodHandle> getters) {
    Class<?> type = field.getType();
    boolean isLight = type.isPrimitive() || type.isEnum() || type == Class.class;
    // A lazy value of Kotlin's leads back to the object that it is of.
    boolean isLazy = type.getName().startsWith("kotlin.");
    if (Modifier.isStatic(field.getModifiers()) || isLight || isLazy) {
      return;
    }
    try {
      field.setAccessible(true);
      getters.add(MethodHandles.lookup().unreflectGetter(field).asType(GETTER));
    } catch (IllegalAccessException | RuntimeException inaccessible) {
      // What it holds is not weighed.
    }
  }

  /** Adds what each of some fields holds. */
  private static MethodHandle group(List<MethodHandle> getters) {
    MethodHandle all = MethodHandles.empty(ADD.type());
    for (int i = getters.size() - 1; i >= 0; i--) {
      all = MethodHandles.foldArguments(all, MethodHandles.filterArguments(ADD, 1, getters.get(i)));
    }
    return all;
  }
}
