package dev.raglan.internal.capture;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.safe.Safe;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a value can no longer change, so that a reference to it says later what it says
 * now.
 *
 * <p>Most values are decided by their class, once a class. Records and the JDK's unmodifiable
 * collections are decided by their class where their components allow it, else by what they hold.
 * In doubt a value counts as mutable: that costs time, never truth.
 */
final class Immutability {

  private static final int MAX_DEPTH = 4;

  /** The most values that are looked at: lists may hold one another many times over. */
  private static final int MOST_VISITS = 1 << 14;

  private static final int NO = -1;
  private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);

  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          UUID.class,
          URI.class,
          Locale.class,
          Currency.class,
          Class.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  private static final Set<Class<?>> EMPTY_COLLECTIONS =
      Set.of(
          Collections.emptyList().getClass(),
          Collections.emptySet().getClass(),
          Collections.emptyMap().getClass());

  /** The kind of a part of one of the JDK's unmodifiable lists. */
  static final Class<?> PART_OF_LIST = List.of(1, 2, 3).subList(0, 1).getClass();

  /** The kind of a class by the immutability of its instances. */
  private sealed interface Kind {

    /** A kind that needs no further facts about the class. */
    enum Simple implements Kind {
      IMMUTABLE,
      MUTABLE,
      OPTIONAL,
      COLLECTION,
      MAP
    }

    /** A record, whose instances change if a component does. */
    record OfRecord(MethodHandle[] accessors) implements Kind {}
  }

  private final PerClass<Kind> kinds =
      new PerClass<>(type -> Safe.orElse(() -> classify(type), Kind.Simple.MUTABLE));

  private final int maxItems;

  /** Looks at as many elements of a collection as will be written. */
  Immutability(int maxItems) {
    this.maxItems = maxItems;
  }

  boolean holds(Object value) {
    return holds(value, 0, MOST_VISITS) >= 0;
  }

  /** Returns true if no element can change. */
  boolean elementsHold(Collection<?> elements) {
    return elementsHold(elements, 1, MOST_VISITS) >= 0;
  }

  // Each of these returns how many values may be looked at still; less than none if one can change.

  private int holds(@Nullable Object value, int depth, int left) {
    return value == null ? left : holds(kinds.get(value.getClass()), value, depth, left);
  }

  private int holds(Kind kind, Object value, int depth, int left) {
    if (kind == Kind.Simple.IMMUTABLE) {
      return left - 1;
    }
    if (kind == Kind.Simple.MUTABLE || depth == MAX_DEPTH || left <= 0) {
      return NO;
    }
    try {
      return contentHolds(kind, value, depth + 1, left - 1);
    } catch (Throwable unreadable) {
      return NO;
    }
  }

  private int contentHolds(Kind kind, Object value, int depth, int left) throws Throwable {
    if (kind instanceof Kind.OfRecord ofRecord) {
      return componentsHold(ofRecord.accessors(), value, depth, left);
    }
    if (kind == Kind.Simple.MAP) {
      Map<?, ?> map = (Map<?, ?>) value;
      int afterKeys = elementsHold(map.keySet(), depth, left);
      return afterKeys < 0 ? NO : elementsHold(map.values(), depth, afterKeys);
    }
    if (kind == Kind.Simple.OPTIONAL) {
      return holds(((Optional<?>) value).orElse(null), depth, left);
    }
    return elementsHold((Collection<?>) value, depth, left);
  }

  private int componentsHold(MethodHandle[] accessors, Object value, int depth, int budget)
      throws Throwable {
    int left = budget;
    for (MethodHandle accessor : accessors) {
      left = holds((Object) accessor.invokeExact(value), depth, left);
      if (left < 0) {
        return NO;
      }
    }
    return left;
  }

  /** Elements are of one class as a rule, which is then looked up once. */
  private int elementsHold(Collection<?> elements, int depth, int budget) {
    int left = budget;
    Iterator<?> each = elements.iterator();
    Class<?> type = String.class;
    Kind kind = Kind.Simple.IMMUTABLE;
    for (int i = 0; i < maxItems && each.hasNext(); i++) {
      Object element = each.next();
      if (element != null && element.getClass() != type) {
        type = element.getClass();
        kind = kinds.get(type);
      }
      left = element == null ? left : holds(kind, element, depth, left);
      if (left < 0) {
        return NO;
      }
    }
    return left;
  }

  private static Kind classify(Class<?> type) throws IllegalAccessException {
    if (VALUES.contains(type) || isEnum(type) || isJavaTime(type)) {
      return Kind.Simple.IMMUTABLE;
    }
    if (type == Optional.class) {
      return Kind.Simple.OPTIONAL;
    }
    if (EMPTY_COLLECTIONS.contains(type) || isImmutableCollection(type)) {
      return Map.class.isAssignableFrom(type) ? Kind.Simple.MAP : collectionKind(type);
    }
    return type.isRecord() ? classifyRecord(type) : Kind.Simple.MUTABLE;
  }

  /** Returns false for a part of a list: it would keep all of the list. */
  private static boolean isImmutableCollection(Class<?> type) {
    return type.getName().startsWith("java.util.ImmutableCollections$") && type != PART_OF_LIST;
  }

  private static Kind collectionKind(Class<?> type) {
    return Collection.class.isAssignableFrom(type) ? Kind.Simple.COLLECTION : Kind.Simple.MUTABLE;
  }

  private static boolean isEnum(Class<?> type) {
    return Enum.class.isAssignableFrom(type);
  }

  private static boolean isJavaTime(Class<?> type) {
    return type.getName().startsWith("java.time.") && Modifier.isFinal(type.getModifiers());
  }

  private static Kind classifyRecord(Class<?> type) throws IllegalAccessException {
    return areDecided(type, 1)
        ? Kind.Simple.IMMUTABLE
        : new Kind.OfRecord(accessors(type.getRecordComponents()));
  }

  private static boolean areDecided(Class<?> type, int depth) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isDecided(component.getType(), depth)) {
        return false;
      }
    }
    return true;
  }

  /** Returns true if the declared type of a component says that its value never changes. */
  private static boolean isDecided(Class<?> declared, int depth) {
    boolean isFinal = Modifier.isFinal(declared.getModifiers());
    return declared.isPrimitive()
        || isFinal && VALUES.contains(declared)
        || declared.isEnum()
        || isJavaTime(declared)
        || declared.isRecord() && depth < MAX_DEPTH && areDecided(declared, depth + 1);
  }

  private static MethodHandle[] accessors(RecordComponent[] components)
      throws IllegalAccessException {
    MethodHandle[] handles = new MethodHandle[components.length];
    for (int i = 0; i < components.length; i++) {
      handles[i] = accessor(components[i]);
    }
    return handles;
  }

  /** Reads a component of the record that it is given. */
  static MethodHandle accessor(RecordComponent component) throws IllegalAccessException {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return MethodHandles.lookup().unreflect(accessor).asType(ACCESSOR);
  }
}
