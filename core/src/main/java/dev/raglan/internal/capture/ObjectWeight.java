package dev.raglan.internal.capture;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.type.RawJson;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The weight of one object of a library, by its fields and what they hold. Looks at a bounded
 * number of objects, runs no code of theirs, and stops as soon as there is more than enough. Not
 * thread-safe.
 */
final class ObjectWeight {

  private static final int MOST_VISITS = 1 << 13;
  private static final int MAX_DEPTH = 48;
  static final long MAP = 2 * Weigher.BOX;
  private static final long ELEMENT = 4 * Weigher.REFERENCE;
  static final long HEADER = 16;

  private final PerClass<ObjectPlan> plans;
  private final long enough;
  private @Nullable Object absent;
  private @Nullable Class<?> last;
  private @Nullable ObjectPlan ofLast;
  private int visits;
  private long bytes;

  /**
   * @param plans that of each class, as {@link ObjectPlan#of} makes it
   */
  ObjectWeight(PerClass<ObjectPlan> plans, long enough) {
    this.plans = plans;
    this.enough = enough;
  }

  /** Returns the weight of the object; more than enough if it is not known. */
  long of(Object value) throws Throwable {
    add(value, 0);
    return bytes;
  }

  /** Returns the weight of the object, whose class has the plan. */
  long of(Object value, ObjectPlan plan) throws Throwable {
    add(plan, value, 0);
    return bytes;
  }

  /** Adds another object; returns the weight of all so far, more than enough if it is not known. */
  long plus(Object value) {
    visits = 0;
    try {
      add(value, 0);
    } catch (Throwable thrown) {
      bytes = enough + 1;
    }
    return bytes;
  }

  /** Returns the weight so far. */
  long bytes() {
    return bytes;
  }

  /**
   * Adds what a field holds, at a depth. Most fields of a request hold nothing, or the one object
   * that stands for it: this has to be small, so that it becomes part of what reads the fields.
   */
  void add(@Nullable Object value, int depth) throws Throwable {
    if (value != null && value != absent) {
      addPresent(value, depth);
    }
  }

  private void addPresent(Object value, int depth) throws Throwable {
    if (bytes > enough) {
      return;
    }
    if (++visits > MOST_VISITS || depth > MAX_DEPTH) {
      bytes = enough + 1;
      return;
    }
    Class<?> type = value.getClass();
    if (type == String.class) {
      bytes += Weigher.text(((String) value).length());
    } else if (ObjectPlan.isBox(type)) {
      bytes += Weigher.BOX;
    } else {
      add(planOf(type), value, depth);
    }
  }

  // Parts of the code that a WeighingSite is, once it knows what it holds. Each has to be small.

  /** Begins with a value if it is of the class, and one more may be looked at. */
  static boolean enters(
      Class<?> type, long own, ObjectWeight weight, @Nullable Object value, int depth) {
    if (value == null || value.getClass() != type || !weight.hasRoom(depth)) {
      return false;
    }
    weight.visits++;
    weight.bytes += own;
    return true;
  }

  private boolean hasRoom(int depth) {
    return bytes <= enough && depth <= MAX_DEPTH && visits < MOST_VISITS;
  }

  static int below(int depth) {
    return depth + 1;
  }

  static boolean isText(ObjectWeight weight, @Nullable Object value, int depth) {
    return value instanceof String;
  }

  static void addText(ObjectWeight weight, Object value, int depth) {
    weight.bytes += Weigher.text(((String) value).length());
  }

  static void addEntries(ObjectWeight weight, Object value, int depth) throws Throwable {
    Map<?, ?> map = (Map<?, ?>) value;
    if (!map.isEmpty()) {
      weight.addEntries(map, depth);
    }
  }

  /**
   * Adds the elements of a list.
   *
   * @param add adds one
   */
  static void addElements(MethodHandle add, ObjectWeight weight, Object value, int depth)
      throws Throwable {
    List<?> list = (List<?>) value;
    int size = list.size();
    for (int i = 0; i < size && weight.bytes <= weight.enough; i++) {
      weight.bytes += ELEMENT;
      add.invokeExact(weight, (Object) list.get(i), depth + 1);
    }
  }

  /** Returns true for a value that has a weight. */
  boolean isPresent(@Nullable Object value, int depth) {
    return value != null && value != absent;
  }

  /** Adds an object that stands for what is absent: one such object stands in many fields. */
  void addAbsent(Object value) {
    bytes += HEADER;
    absent = value;
  }

  /** Objects that hold one value each are of one class as a rule, which is looked up once. */
  ObjectPlan planOf(Class<?> type) {
    ObjectPlan known = ofLast;
    if (type != last || known == null) {
      known = plans.get(type);
      last = type;
      ofLast = known;
    }
    return known;
  }

  private void add(ObjectPlan plan, Object value, int depth) throws Throwable {
    switch (plan.kind()) {
      case OBJECT -> addFields(plan, value, depth);
      case BOX -> bytes += Weigher.BOX;
      case COLLECTION -> addAll((Collection<?>) value, depth);
      case MAP -> addMap((Map<?, ?>) value, depth);
      case ARRAY -> addArray(value, depth);
      case RAW_JSON -> bytes += Weigher.text(((RawJson) value).json().length());
      case OPTIONAL -> {
        bytes += HEADER;
        add(((Optional<?>) value).orElse(null), depth + 1);
      }
      case OTHER -> bytes += Weigher.of(value);
    }
  }

  private void addFields(ObjectPlan plan, Object value, int depth) throws Throwable {
    if (plan.isEmpty()) {
      addAbsent(value);
    } else {
      bytes += plan.own();
      plan.fields().invokeExact(this, value, depth + 1);
    }
  }

  private void addMap(Map<?, ?> map, int depth) throws Throwable {
    bytes += MAP;
    if (!map.isEmpty()) {
      addEntries(map, depth);
    }
  }

  private void addEntries(Map<?, ?> map, int depth) throws Throwable {
    for (Map.Entry<?, ?> each : map.entrySet()) {
      if (bytes > enough) {
        return;
      }
      addElement(each.getKey(), depth);
      addElement(each.getValue(), depth);
    }
  }

  private void addAll(Collection<?> elements, int depth) throws Throwable {
    bytes += Weigher.BOX;
    if (elements.isEmpty()) {
      return;
    }
    if (elements instanceof List<?> list && elements instanceof RandomAccess) {
      for (int i = 0; i < list.size() && bytes <= enough; i++) {
        addElement(list.get(i), depth);
      }
      return;
    }
    for (Object element : elements) {
      if (bytes > enough) {
        return;
      }
      addElement(element, depth);
    }
  }

  private void addElement(@Nullable Object element, int depth) throws Throwable {
    bytes += ELEMENT;
    add(element, depth + 1);
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
}
