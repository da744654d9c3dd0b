package dev.raglan.internal.capture;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.json.CopiedBean;
import dev.raglan.internal.type.RawJson;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.Stream;

/** A way to weigh the values of one class. */
sealed interface WeightKind {

  /** A way that needs nothing but the value. */
  enum Simple implements WeightKind {
    TEXT,
    RAW_JSON,
    BOX,
    TIME,
    BIG_INTEGER,
    BIG_DECIMAL,
    LIST,
    COLLECTION,
    MAP,
    COPIED_BEAN,
    OPTIONAL,
    URI,
    UNKNOWN,
    HIDDEN
  }

  /**
   * The way to weigh records: by those components that can be of any weight.
   *
   * @param own what each of them weighs without its components
   * @param texts weighs those that are declared as text, or as a record of nothing but texts and
   *     primitives, in one go
   * @param others read the other ones
   */
  record OfRecord(long own, MethodHandle texts, MethodHandle[] others) implements WeightKind {}

  /** The way to weigh objects of a library: by their fields. */
  record OfObject(ObjectPlan plan) implements WeightKind {}

  /** The weights that a class alone decides. */
  Map<Class<?>, Simple> KNOWN =
      Map.of(
          String.class, Simple.TEXT,
          RawJson.class, Simple.RAW_JSON,
          CopiedBean.class, Simple.COPIED_BEAN,
          BigInteger.class, Simple.BIG_INTEGER,
          BigDecimal.class, Simple.BIG_DECIMAL,
          java.net.URI.class, Simple.URI,
          Optional.class, Simple.OPTIONAL);

  /**
   * Returns the way to weigh values of the class.
   *
   * @param plans that of each class, as {@link ObjectPlan#of} makes it
   */
  static WeightKind of(Class<?> type, PerClass<ObjectPlan> plans) {
    Simple known = KNOWN.get(type);
    if (known != null) {
      return known;
    }
    if (isBox(type)) {
      return Simple.BOX;
    }
    if (type.getName().startsWith("java.time.")) {
      return Simple.TIME;
    }
    if (Map.class.isAssignableFrom(type)) {
      return Simple.MAP;
    }
    if (Collection.class.isAssignableFrom(type)) {
      boolean indexed =
          List.class.isAssignableFrom(type) && RandomAccess.class.isAssignableFrom(type);
      return indexed ? Simple.LIST : Simple.COLLECTION;
    }
    if (type.isRecord()) {
      return ofRecord(type);
    }
    return type.getName().startsWith("java.") ? Simple.UNKNOWN : new OfObject(plans.get(type));
  }

  private static boolean isBox(Class<?> type) {
    return Number.class.isAssignableFrom(type)
        || Enum.class.isAssignableFrom(type)
        || type == Boolean.class
        || type == Character.class;
  }

  /** Returns true for a record that holds nothing but texts and primitives. */
  private static boolean isOfTexts(Class<?> type) {
    return type.isRecord()
        && Stream.of(type.getRecordComponents())
            .map(RecordComponent::getType)
            .allMatch(each -> each == String.class || each.isPrimitive());
  }

  private static WeightKind ofRecord(Class<?> type) {
    try {
      MethodHandle texts = RecordTexts.none();
      List<MethodHandle> others = new ArrayList<>();
      RecordComponent[] components = type.getRecordComponents();
      for (RecordComponent component : components) {
        MethodHandle accessor = Immutability.accessor(component);
        if (component.getType() == String.class) {
          texts = RecordTexts.and(accessor, texts);
        } else if (isOfTexts(component.getType())
            && ofRecord(component.getType()) instanceof OfRecord inner) {
          texts = RecordTexts.and(accessor, inner.own(), inner.texts(), texts);
        } else if (!component.getType().isPrimitive()) {
          others.add(accessor);
        }
      }
      long own = Weigher.BOX + Weigher.REFERENCE * components.length;
      return new OfRecord(own, texts, others.toArray(new MethodHandle[0]));
    } catch (Throwable inaccessible) {
      return Simple.HIDDEN;
    }
  }
}
