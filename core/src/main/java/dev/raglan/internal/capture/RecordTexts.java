package dev.raglan.internal.capture;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Weighs the texts of a record, in bytes.
 *
 * <p>The handles of a class are put together into one, because to invoke a handle costs more than
 * to ask a text for its length.
 */
final class RecordTexts {

  private static final MethodHandle WEIGH = find("weigh", methodType(long.class, Object.class));
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
    MethodHandle one = MethodHandles.filterReturnValue(accessor, WEIGH);
    MethodHandle both = MethodHandles.filterArguments(SUM, 0, one, others);
    return MethodHandles.permuteArguments(both, others.type(), 0, 0);
  }

  private static long weigh(@Nullable Object text) {
    return text == null ? 0 : Weigher.text(((String) text).length());
  }

  private static long sum(long one, long other) {
    return one + other;
  }
}
