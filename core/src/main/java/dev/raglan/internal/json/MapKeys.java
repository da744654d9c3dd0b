package dev.raglan.internal.json;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Map keys as names. */
public final class MapKeys {

  private MapKeys() {}

  /** The key as text; null if it is of no class whose text is known. */
  public static @Nullable String text(@Nullable Object key) {
    if (key == null) {
      return "null";
    }
    if (key instanceof CharSequence text) {
      return text.length() <= 512 ? text.toString() : text.subSequence(0, 512).toString();
    }
    if (key instanceof Enum<?> constant) {
      return Enums.name(constant);
    }
    if (key instanceof Number || key instanceof Boolean) {
      return number(key);
    }
    return Scalars.isText(key.getClass()) ? Scalars.text(key) : null;
  }

  private static @Nullable String number(Object key) {
    if (key instanceof Number number && !(key instanceof Double) && !(key instanceof Float)) {
      return NumberWriters.text(number);
    }
    return Objects.toString(key);
  }
}
