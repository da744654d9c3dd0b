package dev.raglan.internal.type;

import dev.raglan.internal.foreign.PerClass;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts of values that are one JSON string or number, where reading them back is safe, and of map
 * keys.
 */
public final class ScalarTexts {

  private static final int LONGEST_KEY = 512;

  /** Classes whose values are hidden, as keys of maps as well. */
  private static final PerClass<Boolean> HIDDEN = new PerClass<>(HiddenTexts::isHidden);

  private static final List<Class<?>> TEXTS =
      List.of(
          Charset.class,
          Currency.class,
          File.class,
          InetAddress.class,
          Locale.class,
          Path.class,
          Pattern.class,
          URI.class,
          URL.class,
          UUID.class);

  /** About 300 digits: longer numbers are slow to write and refused by many parsers. */
  private static final int MAX_BITS = 1000;

  private static final int MAX_SCALE = 300;

  private static final Pattern JSON_NUMBER =
      Pattern.compile(
          "-?+(?:0|[1-9][0-9]{0,300}+)(?:\\.[0-9]{1,300}+)?+(?:[eE][+-]?[0-9]{1,3}+)?+");

  private ScalarTexts() {}

  /** Tells whether {@link #of} knows the class; strings and numbers are not among those. */
  public static boolean isText(Class<?> type) {
    return type == Character.class
        || type == Class.class
        || Date.class.isAssignableFrom(type)
        || Calendar.class.isAssignableFrom(type)
        || TimeZone.class.isAssignableFrom(type)
        || isJavaTime(type)
        || TEXTS.stream().anyMatch(text -> text.isAssignableFrom(type));
  }

  /** Returns the text of a value whose class is {@link #isText}. */
  @SuppressWarnings("JavaUtilDate") // Applications still have them.
  public static String of(Object value) {
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime()).toString();
    }
    if (value instanceof Calendar calendar) {
      return calendar.toInstant().toString();
    }
    if (value instanceof TimeZone zone) {
      return zone.getID();
    }
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    return value.toString();
  }

  private static boolean isJavaTime(Class<?> type) {
    return type.getClassLoader() == null && type.getName().startsWith("java.time.");
  }

  /** Returns a map key as text; null if it is of no class whose text is known. */
  public static @Nullable String key(@Nullable Object key) {
    if (key == null) {
      return "null";
    }
    if (key instanceof String text) {
      return text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY);
    }
    if (HIDDEN.get(key.getClass())) {
      return null;
    }
    if (key instanceof CharSequence text) {
      return text.length() <= LONGEST_KEY
          ? text.toString()
          : text.subSequence(0, LONGEST_KEY).toString();
    }
    if (key instanceof Enum<?> constant) {
      return EnumNames.of(constant);
    }
    if (key instanceof Number || key instanceof Boolean) {
      return numberOrBoolean(key);
    }
    return isText(key.getClass()) ? of(key) : null;
  }

  private static @Nullable String numberOrBoolean(Object key) {
    if (key instanceof Number number && !(key instanceof Double) && !(key instanceof Float)) {
      return number(number);
    }
    return Objects.toString(key);
  }

  /** Returns the number as JSON has it; null if it has no such form of reasonable length. */
  public static @Nullable String number(Number number) {
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
