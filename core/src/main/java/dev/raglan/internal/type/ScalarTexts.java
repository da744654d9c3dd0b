package dev.raglan.internal.type;

import java.io.File;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of values that are one JSON string, and of map keys. */
public final class ScalarTexts {

  private static final int LONGEST_KEY = 512;

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
    if (key instanceof CharSequence text) {
      return text.length() <= LONGEST_KEY
          ? text.toString()
          : text.subSequence(0, LONGEST_KEY).toString();
    }
    if (key instanceof Enum<?> constant) {
      return EnumNames.of(constant);
    }
    if (key instanceof Number || key instanceof Boolean) {
      return number(key);
    }
    return isText(key.getClass()) ? of(key) : null;
  }

  private static @Nullable String number(Object key) {
    if (key instanceof Number number && !(key instanceof Double) && !(key instanceof Float)) {
      return NumberTexts.text(number);
    }
    return Objects.toString(key);
  }
}
