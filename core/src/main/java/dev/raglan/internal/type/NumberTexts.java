package dev.raglan.internal.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as JSON numbers, where JSON has them and where reading them back is safe. */
public final class NumberTexts {

  /** About 300 digits: longer numbers are slow to write and refused by many parsers. */
  private static final int MAX_BITS = 1000;

  private static final int MAX_SCALE = 300;

  private static final Pattern JSON_NUMBER =
      Pattern.compile(
          "-?+(?:0|[1-9][0-9]{0,300}+)(?:\\.[0-9]{1,300}+)?+(?:[eE][+-]?[0-9]{1,3}+)?+");

  private NumberTexts() {}

  /** Returns the number as JSON has it; null if it has no such form of reasonable length. */
  public static @Nullable String text(Number number) {
    return isWhole(number) ? Long.toString(number.longValue()) : bigOrUnknown(number);
  }

  /** Tells whether {@link Number#longValue()} is exact. */
  public static boolean isWhole(Number number) {
    return number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte
        || isLongCounter(number);
  }

  private static @Nullable String bigOrUnknown(Number number) {
    if (number instanceof DoubleAdder || number instanceof DoubleAccumulator) {
      return jsonOrNull(Double.toString(number.doubleValue()));
    }
    return bigOrForeign(number);
  }

  private static boolean isLongCounter(Number number) {
    return number instanceof AtomicInteger
        || number instanceof AtomicLong
        || number instanceof LongAdder
        || number instanceof LongAccumulator;
  }

  private static @Nullable String bigOrForeign(Number number) {
    if (number.getClass() == BigInteger.class) {
      BigInteger big = (BigInteger) number;
      return big.bitLength() > MAX_BITS ? null : big.toString();
    }
    if (number.getClass() == BigDecimal.class) {
      BigDecimal big = (BigDecimal) number;
      return big.unscaledValue().bitLength() > MAX_BITS ? null : decimal(big);
    }
    return jsonOrNull(number.toString());
  }

  private static String decimal(BigDecimal big) {
    return Math.abs((long) big.scale()) > MAX_SCALE ? big.toString() : big.toPlainString();
  }

  private static @Nullable String jsonOrNull(@Nullable String text) {
    return text != null && text.length() <= 1000 && JSON_NUMBER.matcher(text).matches()
        ? text
        : null;
  }
}
