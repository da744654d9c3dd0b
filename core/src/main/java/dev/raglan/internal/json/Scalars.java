package dev.raglan.internal.json;

import dev.raglan.internal.text.Cut;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.internal.type.RawJson;
import dev.raglan.internal.type.ScalarTexts;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Values that are one JSON string, number or boolean. */
final class Scalars {

  private Scalars() {}

  /** Returns the writer of a scalar class; null if the class is not one. */
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
    return ScalarTexts.isText(type) ? (value, walk) -> walk.text(ScalarTexts.of(value)) : null;
  }

  /** Writes rendered JSON verbatim; if it does not fit, how long it was. */
  private static boolean raw(Object value, JsonWalk walk) {
    String json = ((RawJson) value).json();
    if (json.isEmpty()) {
      return walk.out().literal("null");
    }
    if (json.charAt(0) == '{' || json.charAt(0) == '[') {
      walk.notePiece(); // It may hold one.
    }
    return walk.out().literal(json)
        || walk.out().literal('"' + Cut.marker(json.length(), 24) + '"');
  }
}
