package dev.raglan.internal.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.json.BeanPlan;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.internal.type.RawJson;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Copies beans, the JDK's usual collections of them, and trees of Jackson's: each property is read
 * once, as it would be to write it, and what it holds is kept or copied in its turn. The copy is
 * written later as the value would be now, which leaves the writing, and the search for secrets, to
 * the worker.
 *
 * <p>What cannot be copied so is left to be written at once: values that are written in a way of
 * their own, that have a reader of their own, that lead back to themselves, or that are too many.
 * Thread-safe; never throws.
 */
final class BeanCopies {

  /** The most values of a copy, which take some microseconds. */
  private static final int MOST_VALUES = 1 << 10;

  private static final int MAX_DEPTH = 8;

  /** The most numbers of an array that is copied: those of an embedding. */
  private static final int MOST_NUMBERS = 1 << 12;

  private static final Object NONE = new Object();

  private final JsonRenderer renderer;
  private final Predicate<Object> isKept;
  private final Predicate<Class<?>> isReadByShape;
  private final int maxItems;
  private final PerClass<Kind> kinds = new PerClass<>(this::kindOf);

  /** The kind of a class by the way to copy its instances. */
  private sealed interface Kind {

    /** A kind that needs no further facts about the class. */
    enum Simple implements Kind {
      COLLECTION,
      MAP,
      DATE,
      TEXT,
      NUMBERS,
      ARRAY,
      TREE,
      NONE
    }

    /**
     * Beans.
     *
     * @param isHidden true for each property whose value is not even read, by its name
     */
    @SuppressWarnings("ArrayRecordComponent") // Never written to.
    record OfBeans(BeanPlan plan, boolean[] isHidden) implements Kind {}
  }

  /**
   * @param isKept tells whether a value can be kept as it is
   * @param isReadByShape tells whether values of a class are read by the names of their members, or
   *     not at all
   */
  BeanCopies(JsonRenderer renderer, Predicate<Object> isKept, Predicate<Class<?>> isReadByShape) {
    this.renderer = renderer;
    this.isKept = isKept;
    this.isReadByShape = isReadByShape;
    this.maxItems = renderer.limits().maxItems();
  }

  /** Returns a copy that cannot change; null for a value that cannot be copied. */
  @Nullable Object of(Object value) {
    Kind kind = kinds.get(value.getClass());
    if (kind == Kind.Simple.NONE) {
      return null;
    }
    Object copy = Safe.orNull(() -> new Copying().copy(kind, value)); // It may change meanwhile.
    return copy == NONE ? null : copy;
  }

  private Kind kindOf(Class<?> type) {
    if (isUnmodifiable(type)) {
      return Map.class.isAssignableFrom(type) ? Kind.Simple.MAP : ofOthers(type);
    }
    if (CollectionCopy.isMap(type)) {
      return Kind.Simple.MAP;
    }
    if (CollectionCopy.isCollection(type)) {
      return Kind.Simple.COLLECTION;
    }
    if (type == Date.class) {
      return Kind.Simple.DATE;
    }
    if (type == StringBuilder.class || type == StringBuffer.class) {
      return Kind.Simple.TEXT;
    }
    if (type == ObjectNode.class || type == ArrayNode.class) {
      return Kind.Simple.TREE;
    }
    if (type.isArray()) {
      return ofArray(type.getComponentType());
    }
    BeanPlan plan = isReadByShape.test(type) ? renderer.beans(type) : null;
    return plan == null || !plan.isCopyable() ? Kind.Simple.NONE : beans(plan);
  }

  /** Returns true for collections of the JDK's whose elements may be beans. */
  private static boolean isUnmodifiable(Class<?> type) {
    String name = type.getName();
    return name.startsWith("java.util.ImmutableCollections$")
        || name.startsWith("java.util.Collections$Unmodifiable")
        || name.startsWith("java.util.Collections$Singleton");
  }

  /** An iterator has such names too. */
  private static Kind ofOthers(Class<?> type) {
    return Collection.class.isAssignableFrom(type) ? Kind.Simple.COLLECTION : Kind.Simple.NONE;
  }

  /** Characters may be a password, and a list of fractions is written as an embedding is. */
  private static Kind ofArray(Class<?> component) {
    if (component.isPrimitive()) {
      return component == char.class ? Kind.Simple.NONE : Kind.Simple.NUMBERS;
    }
    return Number.class.isAssignableFrom(component) ? Kind.Simple.NONE : Kind.Simple.ARRAY;
  }

  private Kind beans(BeanPlan plan) {
    boolean[] isHidden = new boolean[plan.size()];
    for (int i = 0; i < isHidden.length; i++) {
      isHidden[i] = renderer.redactsField(plan.name(i));
    }
    return new Kind.OfBeans(plan, isHidden);
  }

  /** The copying of one value. */
  private final class Copying {

    private final Object[] ancestors = new Object[MAX_DEPTH];
    private int depth;
    private int left = MOST_VALUES;

    private @Nullable Object copy(@Nullable Object value) {
      left--; // Of empty lists too: shared ones may be met any number of times.
      if (value == null || isAsWritten(value) || isKept.test(value)) {
        return value;
      }
      return copy(kinds.get(value.getClass()), value);
    }

    /** Returns true for what stands in the place of a value that is not read. */
    private static boolean isAsWritten(Object value) {
      return value instanceof String
          || value instanceof Placeholder
          || value instanceof RawJson
          || BeanPlan.isOmitted(value);
    }

    private Object copy(Kind kind, Object value) {
      if (kind instanceof Kind.OfBeans beans) {
        return enters(value) ? leave(copy(beans, value)) : NONE;
      }
      return switch ((Kind.Simple) kind) {
        case COLLECTION -> enters(value) ? leave(copy((Collection<?>) value)) : NONE;
        case MAP -> enters(value) ? leave(copy((Map<?, ?>) value)) : NONE;
        case DATE -> ((Date) value).clone();
        case TEXT -> value.toString();
        case NUMBERS -> numbers(value);
        case ARRAY -> enters(value) ? leave(elements((Object[]) value)) : NONE;
        case TREE -> enters(value) ? leave(tree((JsonNode) value)) : NONE;
        case NONE -> NONE;
      };
    }

    /** Returns a copy of an object or array; leaves never change, but for bytes and objects. */
    private Object tree(JsonNode given) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      ArrayNode array = JsonNodeFactory.instance.arrayNode(given.isArray() ? given.size() : 0);
      Iterator<String> names = given.fieldNames();
      for (JsonNode child : given) {
        Object copy = copyOf(child);
        boolean mayChange = child.isPojo() || child.isBinary();
        if (left < 0 || mayChange || !(copy instanceof JsonNode copied)) {
          return NONE;
        }
        if (given.isArray()) {
          array.add(copied);
        } else {
          object.set(names.next(), copied);
        }
      }
      return given.isArray() ? array : object;
    }

    private @Nullable Object copyOf(JsonNode child) {
      if (child.isContainerNode()) {
        return copy(child);
      }
      left--;
      return child;
    }

    private boolean enters(Object value) {
      if (depth == MAX_DEPTH || left < 0) {
        return false;
      }
      for (int i = 0; i < depth; i++) {
        if (ancestors[i] == value) {
          return false;
        }
      }
      ancestors[depth++] = value;
      return true;
    }

    private Object leave(Object copy) {
      depth--;
      return copy;
    }

    private Object copy(Kind.OfBeans beans, Object bean) {
      BeanPlan plan = beans.plan();
      @Nullable Object[] values = new Object[plan.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = beans.isHidden()[i] ? RawJson.REDACTED : copy(plan.valueOf(i, bean));
        if (values[i] == NONE || left < 0) {
          return NONE;
        }
      }
      return plan.copy(values);
    }

    private static Object numbers(Object array) {
      int length = Array.getLength(array);
      if (length > MOST_NUMBERS) {
        return NONE;
      }
      Object copy = Array.newInstance(array.getClass().getComponentType(), length);
      System.arraycopy(array, 0, copy, 0, length);
      return copy;
    }

    private Object copy(Collection<?> all) {
      return all.size() > maxItems ? NONE : elements(all.toArray());
    }

    /** Returns a list of copies, which take the places of the values. */
    private Object elements(@Nullable Object[] given) {
      if (given.length > maxItems) {
        return NONE;
      }
      @Nullable Object[] values = Arrays.copyOf(given, given.length, Object[].class);
      for (int i = 0; i < values.length; i++) {
        values[i] = copy(values[i]);
        if (values[i] == NONE || left < 0) {
          return NONE;
        }
      }
      return Collections.unmodifiableList(Arrays.asList(values));
    }

    private Object copy(Map<?, ?> all) {
      if (all.size() > maxItems) {
        return NONE;
      }
      Map<String, @Nullable Object> copies = new LinkedHashMap<>();
      Iterator<? extends Map.Entry<?, ?>> entries = all.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        Object value = copy(entry.getValue());
        if (value == NONE || left < 0 || !(entry.getKey() instanceof String key)) {
          return NONE;
        }
        copies.put(key, value);
      }
      return Collections.unmodifiableMap(copies);
    }
  }
}
