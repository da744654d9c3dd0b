package dev.raglan.internal.capture;

import static java.lang.invoke.MethodType.methodType;

import dev.raglan.internal.capture.ObjectPlan.Kind;
import dev.raglan.internal.foreign.PerClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A place whose values are weighed: a field of a class, or the elements of the list in it.
 *
 * <p>Most places hold values of one class. A place becomes code for the class of its first value,
 * which the compiler makes one with the code around it: an object there takes a few nanoseconds,
 * without a search for the plan of its class. A value of another class is weighed as any is.
 * Thread-safe: a place changes once, and threads that see that late do the same more slowly.
 */
final class WeighingSite extends MutableCallSite {

  /** Adds a value, at a depth, to a weight. */
  static final MethodType TYPE =
      methodType(void.class, ObjectWeight.class, Object.class, int.class);

  /** Adds nothing. */
  static final MethodHandle NOTHING = MethodHandles.empty(TYPE);

  /** Adds a value of any class. */
  static final MethodHandle ANY;

  private static final MethodHandle IS_PRESENT;
  private static final MethodHandle LOOK;
  private static final MethodHandle TEXT;
  private static final MethodHandle ENTERS;
  private static final MethodHandle BELOW;
  private static final MethodHandle ENTRIES;
  private static final MethodHandle ELEMENTS;

  static {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Class<ObjectWeight> weight = ObjectWeight.class;
    MethodType test = TYPE.changeReturnType(boolean.class);
    try {
      IS_PRESENT =
          lookup.findVirtual(
              weight, "isPresent", methodType(boolean.class, Object.class, int.class));
      LOOK = lookup.findVirtual(WeighingSite.class, "look", TYPE);
      ANY = lookup.findVirtual(weight, "add", methodType(void.class, Object.class, int.class));
      TEXT =
          MethodHandles.guardWithTest(
              lookup.findStatic(weight, "isText", test),
              lookup.findStatic(weight, "addText", TYPE),
              ANY);
      ENTERS =
          lookup.findStatic(
              weight, "enters", test.insertParameterTypes(0, Class.class, long.class));
      BELOW = lookup.findStatic(weight, "below", methodType(int.class, int.class));
      ENTRIES = lookup.findStatic(weight, "addEntries", TYPE);
      ELEMENTS =
          lookup.findStatic(
              weight, "addElements", TYPE.insertParameterTypes(0, MethodHandle.class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("methods of this package", impossible);
    }
  }

  private final Class<?> owner;
  private final int layers;
  private @Nullable Class<?> absent;

  /**
   * Creates a place that has held nothing yet.
   *
   * @param owner the class that has the field
   * @param layers the number of wrappers around the field
   */
  WeighingSite(Class<?> owner, int layers) {
    super(TYPE);
    this.owner = owner;
    this.layers = layers;
    setTarget(MethodHandles.guardWithTest(IS_PRESENT, LOOK.bindTo(this), NOTHING));
  }

  /** Weighs a value as any is, and takes note of its class. */
  private void look(ObjectWeight weight, Object value, int depth) throws Throwable {
    if (value.getClass() == absent) {
      weight.addAbsent(value);
      return;
    }
    become(value, weight);
    weight.add(value, depth);
  }

  private void become(Object value, ObjectWeight weight) {
    Class<?> type = value.getClass();
    if (type == String.class) {
      setTarget(TEXT);
      return;
    }
    ObjectPlan plan = weight.planOf(type);
    if (!mayKeep(type)) {
      setTarget(ANY);
    } else if (plan.kind() == Kind.OBJECT && plan.isEmpty()) {
      absent = type; // Something else may come to be there.
    } else {
      setTarget(ofClass(value, type, plan));
    }
  }

  /** The plan of the owner keeps the class from being unloaded. */
  private boolean mayKeep(Class<?> type) {
    return type.getClassLoader() == owner.getClassLoader() || PerClass.outlivesUs(type);
  }

  private MethodHandle ofClass(Object value, Class<?> type, ObjectPlan plan) {
    boolean isIndexed = value instanceof List && value instanceof RandomAccess;
    return switch (plan.kind()) {
      case OBJECT, BOX ->
          ofClass(type, plan.own(), MethodHandles.filterArguments(plan.fieldsAt(layers), 2, BELOW));
      case MAP -> ofClass(type, ObjectWeight.MAP, ENTRIES);
      case COLLECTION ->
          isIndexed
              ? ofClass(
                  type,
                  Weigher.BOX,
                  ELEMENTS.bindTo(new WeighingSite(owner, layers).dynamicInvoker()))
              : ANY;
      default -> ANY;
    };
  }

  /**
   * Returns code for values of a class.
   *
   * @param own the weight of such a value without what it holds
   * @param content adds that
   */
  private static MethodHandle ofClass(Class<?> type, long own, MethodHandle content) {
    return MethodHandles.guardWithTest(
        MethodHandles.insertArguments(ENTERS, 0, type, own), content, ANY);
  }
}
