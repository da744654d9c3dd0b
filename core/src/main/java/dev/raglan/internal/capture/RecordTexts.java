package dev.raglan.internal.capture;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Weighs the texts of a record, and of those in it that hold nothing but texts and primitives, in
 * bytes.
 *
 * <p>The handles of a class are put together into one, because to invoke a handle costs more than
 * to ask a text for its length.
 */
final class RecordTexts {

  private static final MethodHandle WEIGH = find("weigh", methodType(long.class, Object.class));
  private static final MethodHandle IS_NULL =
      find("isNull", methodType(boolean.class, Object.class));
  private static final MethodHandle SUM =
      find("sum", methodType(long.class, long.class, long.class));

  private RecordTexts() {}

  private static MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findStatic(RecordTexts.class, name, type);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a method of this class", impossible);
    }
  }

  /** Weighs nothing: takes any object and gives zero. */
  static MethodHandle none() {
    return MethodHandles.empty(methodType(long.class, Object.class));
  }

  /** Weighs one text more of the record that it is given. */
  static MethodHandle and(MethodHandle accessor, MethodHandle others) {
    return sum(MethodHandles.filterReturnValue(accessor, WEIGH), others);
  }

  /**
   * Weighs one record more that is in the record that it is given.
   *
   * @param own the weight of the one more without its texts
   * @param texts weighs its texts
   */
  static MethodHandle and(
      MethodHandle accessor, long own, MethodHandle texts, MethodHandle others) {
    MethodHandle present = MethodHandles.insertArguments(SUM, 0, own);
    MethodHandle weighed =
        MethodHandles.guardWithTest(
            IS_NULL, none(), MethodHandles.filterReturnValue(texts, present));
    return sum(MethodHandles.filterReturnValue(accessor, weighed), others);
  }

  private static MethodHandle sum(MethodHandle one, MethodHandle others) {
    MethodHandle both = MethodHandles.filterArguments(SUM, 0, one, others);
    return MethodHandles.permuteArguments(both, others.type(), 0, 0);
  }

  private static boolean isNull(@Nullable Object value) {
    return value == null;
  }

  private static long weigh(@Nullable Object text) {
    return text == null ? 0 : Weigher.text(((String) text).length());
  }

  private static long sum(long one, long other) {
    return one + other;
  }
}
