package dev.raglan.internal.lazy;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.Members;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Property of a class in which work may be that is still to be done: a component of a record, or a
 * field that is public or that a getter of the same name shows. A getter alone, as of a view that
 * is derived with each call, may begin work, and is not asked.
 *
 * @param name the name of the property
 * @param type the declared type
 * @param reader reads it
 */
public record HeldWork(String name, Type type, MethodHandle reader) {

  private static final PerClass<List<HeldWork>> KNOWN = new PerClass<>(HeldWork::known);

  /** Returns true if instances of the class have such a property. */
  public static boolean mayBeIn(Class<?> type) {
    return !KNOWN.get(type).isEmpty();
  }

  /** Returns the first work of a record or bean that is still to be done; null if it has none. */
  static @Nullable Object firstIn(Object holder) {
    List<HeldWork> known = KNOWN.get(holder.getClass());
    if (known.isEmpty()) {
      return null; // Most are asked for nothing: not even an iterator is made for them.
    }
    for (HeldWork each : known) {
      Object work = each.in(holder);
      if (work != null) {
        return work;
      }
    }
    return null;
  }

  /** Returns the properties of a record or bean whose work is still to be done. */
  public static List<HeldWork> allIn(Object holder) {
    return KNOWN.get(holder.getClass()).stream().filter(each -> each.in(holder) != null).toList();
  }

  private @Nullable Object in(Object holder) {
    Object value = Members.readSafely(reader, holder);
    return value == null ? null : LazyTypes.workOf(value);
  }

  /** Returns true if the property is the work itself, and not a container of it. */
  public boolean isWorkItself() {
    return !isContainer(erased(type));
  }

  /** A class may name types that are missing. */
  private static List<HeldWork> known(Class<?> type) {
    return Safe.orElse(() -> of(type), List.of());
  }

  private static List<HeldWork> of(Class<?> type) {
    List<HeldWork> all = new ArrayList<>();
    if (type.isRecord()) {
      for (RecordComponent each : type.getRecordComponents()) {
        add(each.getName(), each.getGenericType(), each.getAccessor(), all);
      }
      return List.copyOf(all);
    }
    for (Class<?> each = type; each != null && !isOfJdk(each); each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          add(field.getName(), field.getGenericType(), shown(type, field), all);
        }
      }
    }
    return List.copyOf(all);
  }

  private static boolean isOfJdk(Class<?> type) {
    return type.getClassLoader() == null;
  }

  private static void add(String name, Type type, @Nullable Member shown, List<HeldWork> all) {
    MethodHandle reader = shown != null && mayBeWork(type) ? Members.reader(shown) : null;
    if (reader != null) {
      all.add(new HeldWork(name, type, reader));
    }
  }

  /**
   * A property may be work by its type, by that which its class leaves to who uses it, or by that
   * of its elements.
   */
  private static boolean mayBeWork(Type type) {
    Class<?> raw = erased(type);
    if (isContainer(raw)) {
      return raw.isArray()
          ? LazyTypes.isWork(raw.getComponentType())
          : type instanceof ParameterizedType all
              && Arrays.stream(all.getActualTypeArguments())
                  .anyMatch(each -> LazyTypes.isWork(erased(each)));
    }
    return raw == Object.class && type instanceof TypeVariable || LazyTypes.isWork(raw);
  }

  private static boolean isContainer(Class<?> type) {
    return type.isArray()
        || type == Optional.class
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type);
  }

  /** Returns the class of a type; that of its bound for one that depends on who uses it. */
  private static Class<?> erased(Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    if (type instanceof ParameterizedType generic) {
      return erased(generic.getRawType());
    }
    if (type instanceof GenericArrayType array) {
      return erased(array.getGenericComponentType()).arrayType();
    }
    if (type instanceof WildcardType wildcard) {
      return erased(wildcard.getUpperBounds()[0]);
    }
    return type instanceof TypeVariable<?> variable
            && variable.getBounds()[0] instanceof Class<?> bound
        ? bound
        : Object.class;
  }

  /** Returns what shows the field: its getter, or itself; null if nothing does. */
  private static @Nullable Member shown(Class<?> type, Field field) {
    String name = field.getName();
    String bean = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (String each : List.of(bean, name)) {
      try {
        Method getter = type.getMethod(each);
        if (getter.getReturnType().isAssignableFrom(field.getType())) {
          return getter;
        }
      } catch (NoSuchMethodException other) {
        continue;
      }
    }
    return Modifier.isPublic(field.getModifiers()) ? field : null;
  }
}
