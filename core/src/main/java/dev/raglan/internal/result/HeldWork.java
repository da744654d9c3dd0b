package dev.raglan.internal.result;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.Members;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Property of a class in which work may be that is still to be done: a component of a record, or a
 * field that a getter of the same name and type shows. A getter alone may begin the work with each
 * call, and is not asked.
 *
 * @param name the name of the property
 * @param type the declared type
 * @param reader reads it
 */
record HeldWork(String name, Class<?> type, MethodHandle reader) {

  private static final PerClass<List<HeldWork>> KNOWN = new PerClass<>(HeldWork::known);

  /** Returns true if instances of the class have such a property. */
  static boolean mayBeIn(Class<?> type) {
    return !KNOWN.get(type).isEmpty();
  }

  /** Returns the first work of a record or bean that is still to be done; null if it has none. */
  static @Nullable Object firstIn(Object holder) {
    for (HeldWork each : KNOWN.get(holder.getClass())) {
      Object work = each.in(holder);
      if (work != null) {
        return work;
      }
    }
    return null;
  }

  /** Returns the properties of a record or bean whose work is still to be done. */
  static List<HeldWork> allIn(Object holder) {
    return KNOWN.get(holder.getClass()).stream().filter(each -> each.in(holder) != null).toList();
  }

  private @Nullable Object in(Object holder) {
    Object work = Members.readSafely(reader, holder);
    return work instanceof Future<?> future && isDone(future) ? null : work;
  }

  /** A class of the application's may refuse to say. */
  private static boolean isDone(Future<?> future) {
    return Safe.orElse(future::isDone, false);
  }

  /** A class may name types that are missing. */
  private static List<HeldWork> known(Class<?> type) {
    return Safe.orElse(() -> of(type), List.of());
  }

  private static List<HeldWork> of(Class<?> type) {
    List<HeldWork> all = new ArrayList<>();
    if (type.isRecord()) {
      for (RecordComponent each : type.getRecordComponents()) {
        add(each.getName(), each.getType(), each.getAccessor(), all);
      }
      return List.copyOf(all);
    }
    for (Class<?> each = type; each != null && !isOfJdk(each); each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          add(field.getName(), field.getType(), getter(type, field), all);
        }
      }
    }
    return List.copyOf(all);
  }

  private static boolean isOfJdk(Class<?> type) {
    return type.getClassLoader() == null;
  }

  private static void add(String name, Class<?> type, @Nullable Method getter, List<HeldWork> all) {
    MethodHandle reader = getter != null && isWork(type) ? Members.reader(getter) : null;
    if (reader != null) {
      all.add(new HeldWork(name, type, reader));
    }
  }

  /** A callable is what may be done more often than work to wait for. */
  private static boolean isWork(Class<?> type) {
    return LazyTypes.standsForWork(type) && !Callable.class.isAssignableFrom(type);
  }

  private static @Nullable Method getter(Class<?> type, Field field) {
    String name = field.getName();
    String bean = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (String each : List.of(bean, name)) {
      try {
        Method getter = type.getMethod(each);
        if (getter.getReturnType() == field.getType()) {
          return getter;
        }
      } catch (NoSuchMethodException other) {
        continue;
      }
    }
    return null;
  }
}
