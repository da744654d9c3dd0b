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
import java.util.function.Supplier;

/**
 * The plan of how objects of one class are weighed, made once a class. Thread-safe: what it counts
 * is no more than a hint.
 */
final class ObjectPlan {

  /** A class whose objects are weighed so often gets code for what is in its fields. */
  private static final int OFTEN = 1_000;

  private static final MethodType GETTER = methodType(Object.class, Object.class);
  private static final MethodHandle[] NONE = {};

  /** Objects of so few fields are wrappers: what they hold depends on where they are. */
  private static final int FEW = 2;

  /** The most wrappers within one another that are told apart by where they are. */
  private static final int MOST_LAYERS = 4;

  /** The kinds of objects, by how they are weighed. */
  enum Kind {
    OBJECT,
    BOX,
    COLLECTION,
    MAP,
    ARRAY,
    RAW_JSON,
    OPTIONAL,
    OTHER
  }

  private final Kind kind;
  private final Class<?> type;
  private final MethodHandle[] getters;
  private MethodHandle fields;
  private int uses;

  private ObjectPlan(Kind kind, Class<?> type, MethodHandle[] getters) {
    this.kind = kind;
    this.type = type;
    this.getters = getters;
    this.fields = fields(() -> WeighingSite.ANY);
  }

  static ObjectPlan of(Class<?> type) {
    if (type == RawJson.class) {
      return new ObjectPlan(Kind.RAW_JSON, type, NONE);
    }
    if (!type.isArray() && !isOfJdk(type)) {
      return new ObjectPlan(Kind.OBJECT, type, getters(type));
    }
    Kind kind = Kind.OTHER;
    if (isBox(type)) {
      kind = Kind.BOX;
    } else if (type.isArray()) {
      kind = Kind.ARRAY;
    } else if (Collection.class.isAssignableFrom(type)) {
      kind = Kind.COLLECTION;
    } else if (Map.class.isAssignableFrom(type)) {
      kind = Kind.MAP;
    } else if (type == Optional.class) {
      kind = Kind.OPTIONAL;
    }
    return new ObjectPlan(kind, type, NONE);
  }

  private static boolean isOfJdk(Class<?> type) {
    return type.getName().startsWith("java.");
  }

  /** Returns true for the boxes of numbers and flags that requests and answers are full of. */
  static boolean isBox(Class<?> type) {
    return type == Long.class || type == Boolean.class || type == Integer.class;
  }

  private static MethodHandle[] getters(Class<?> type) {
    List<MethodHandle> getters = new ArrayList<>();
    for (Class<?> each = type; each != null && !isOfJdk(each); each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        addGetter(field, getters);
      }
    }
    return getters.toArray(NONE);
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

  Kind kind() {
    return kind;
  }

  /** Returns true for objects that hold nothing that could be of any weight. */
  boolean isEmpty() {
    return getters.length == 0;
  }

  /** Returns the weight of an object itself, without what its fields hold. */
  long own() {
    return kind == Kind.BOX
        ? Weigher.BOX
        : ObjectWeight.HEADER + Weigher.REFERENCE * getters.length;
  }

  /** Returns what adds that which the fields of an object hold, wherever it is. */
  MethodHandle fields() {
    if (uses < OFTEN && ++uses == OFTEN && !isWrapper()) {
      fields = placed(0);
    }
    return fields;
  }

  /**
   * Returns what adds that which the fields of an object hold at one place: a wrapper has code of
   * its own at each.
   *
   * @param layers the number of wrappers around it
   */
  MethodHandle fieldsAt(int layers) {
    if (isWrapper()) {
      return layers < MOST_LAYERS ? placed(layers + 1) : fields;
    }
    if (uses < OFTEN) {
      uses = OFTEN;
      fields = placed(0);
    }
    return fields;
  }

  private boolean isWrapper() {
    return getters.length <= FEW;
  }

  private MethodHandle placed(int layers) {
    return fields(() -> new WeighingSite(type, layers).dynamicInvoker());
  }

  /**
   * Adds what the fields hold.
   *
   * @param adding makes what adds the value of one
   */
  private MethodHandle fields(Supplier<MethodHandle> adding) {
    MethodHandle[] steps = new MethodHandle[getters.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = MethodHandles.filterArguments(adding.get(), 1, getters[i]);
    }
    return all(steps, 0, steps.length);
  }

  /** Takes all steps, in halves: each handle is a frame of the stack until it is compiled. */
  private static MethodHandle all(MethodHandle[] steps, int from, int to) {
    if (to - from <= 1) {
      return from == to ? WeighingSite.NOTHING : steps[from];
    }
    int middle = (from + to) >>> 1;
    return MethodHandles.foldArguments(all(steps, middle, to), all(steps, from, middle));
  }
}
