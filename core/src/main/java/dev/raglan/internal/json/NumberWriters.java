package dev.raglan.internal.json;

import dev.raglan.internal.type.ScalarTexts;

/** Writes numbers; those that are not finite as their text. */
final class NumberWriters {

  private NumberWriters() {}

  static boolean write(Object value, JsonWalk walk) {
    Number number = (Number) value;
    if (number instanceof Double || number instanceof Float) {
      return floating(number, walk);
    }
    if (ScalarTexts.isWhole(number)) {
      return walk.out().number(number.longValue());
    }
    String text = ScalarTexts.number(number);
    return text == null ? walk.placeholder(value.getClass()) : walk.out().literal(text);
  }

  private static boolean floating(Number number, JsonWalk walk) {
    if (!Double.isFinite(number.doubleValue())) {
      return walk.out().string(number.toString());
    }
    return number instanceof Float
        ? walk.out().number(number.floatValue())
        : walk.out().number(number.doubleValue());
  }
}
