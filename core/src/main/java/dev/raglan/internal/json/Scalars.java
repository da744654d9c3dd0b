package dev.raglan.internal.json;

import dev.raglan.internal.text.Cut;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.internal.type.RawJson;
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
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values that are one JSON string, number or boolean. */
final class Scalars {

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

  private Scalars() {}

  /** The writer of a scalar class; null if the class is not one. */
  static @Nullable ValueWriter writer(Class<?> type) {
    if (CharSequence.class.isAssignableFrom(type)) {
      return (value, walk) -> walk.text((CharSequence) value);
    }
    if (Number.class.isAssignableFrom(type)) {
      return NumberWriters::write;
    }
    if (type == Boolean.class || type == AtomicBoolean.class) {
      return (value, walk) -> walk.out().literal(value.toString());
    }
    if (type == RawJson.class) {
      return Scalars::raw;
    }
    if (type == Placeholder.class) {
      return (value, walk) -> walk.out().string(((Placeholder) value).text());
    }
    return isText(type) ? (value, walk) -> walk.text(text(value)) : null;
  }

  /** Whether {@link #text} knows the class, strings and numbers apart. */
  static boolean isText(Class<?> type) {
    return type == Character.class
        || type == Class.class
        || Date.class.isAssignableFrom(type)
        || Calendar.class.isAssignableFrom(type)
        || TimeZone.class.isAssignableFrom(type)
        || isJavaTime(type)
        || TEXTS.stream().anyMatch(text -> text.isAssignableFrom(type));
  }

  /** The value of a text class as text. */
  @SuppressWarnings("JavaUtilDate") // Applications still have them.
  static String text(Object value) {
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

  /** Writes rendered JSON verbatim; if it does not fit, how long it was. */
  private static boolean raw(Object value, JsonWalk walk) {
    String json = ((RawJson) value).json();
    if (json.isEmpty()) {
      return walk.out().literal("null");
    }
    return walk.out().literal(json)
        || walk.out().literal('"' + Cut.marker(json.length(), 24) + '"');
  }
}
