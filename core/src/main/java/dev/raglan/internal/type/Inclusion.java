package dev.raglan.internal.type;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.util.ClassUtil;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tests for the values that {@link JsonInclude} leaves out. */
final class Inclusion {

  private static final Predicate<@Nullable Object> NOTHING = value -> false;
  private static final Predicate<@Nullable Object> NULL = value -> value == null;

  private Inclusion() {}

  /** Returns true if the test leaves nothing out that says something. */
  static boolean keepsEveryValue(Predicate<@Nullable Object> omitted) {
    return omitted == NOTHING || omitted == NULL;
  }

  static Predicate<@Nullable Object> omitted(JsonInclude.Value inclusion) {
    return switch (inclusion.getValueInclusion()) {
      case NON_NULL -> NULL;
      case NON_ABSENT -> Inclusion::isAbsent;
      case NON_EMPTY -> Inclusion::isEmpty;
      case CUSTOM -> filter(inclusion.getValueFilter());
      default -> NOTHING;
    };
  }

  private static Predicate<@Nullable Object> filter(@Nullable Class<?> type) {
    if (type == null || type == Void.class) {
      return NOTHING;
    }
    Object filter = ClassUtil.createInstance(type, true);
    return filter::equals;
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null || (value instanceof Optional<?> optional && optional.isEmpty());
  }

  /** Asks only the JDK's own collections: others may run a query to tell. */
  private static boolean isEmpty(@Nullable Object value) {
    if (value == null || isAbsent(value)) {
      return true;
    }
    if (value instanceof CharSequence text) {
      return text.length() == 0;
    }
    if (value.getClass().isArray()) {
      return Array.getLength(value) == 0;
    }
    boolean jdk = value.getClass().getClassLoader() == null;
    return jdk
        && ((value instanceof Collection<?> collection && collection.isEmpty())
            || (value instanceof Map<?, ?> map && map.isEmpty()));
  }
}
