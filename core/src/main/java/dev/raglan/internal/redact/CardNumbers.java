package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;

/**
 * Finds payment card numbers: 13 to 19 digits with a right check digit (Luhn), in one piece or in
 * groups of at least three with single spaces or hyphens between them.
 */
final class CardNumbers {

  private static final int FEWEST = 13;
  private static final int MOST = 19;
  private static final int LEAST_GROUP = 3;

  private CardNumbers() {}

  static String redact(String text, int kinds) {
    return CharKinds.hasAll(kinds, CharKinds.DIGIT) ? redact(text) : text;
  }

  private static String redact(String text) {
    StringBuilder out = null;
    int copied = 0;
    // Every group has three digits or more: looking at each third character misses none.
    for (int i = LEAST_GROUP - 1; i < text.length(); i += LEAST_GROUP) {
      if (isDigit(text.charAt(i))) {
        int start = start(text, i, copied);
        int end = cardEnd(text, start);
        if (end > start) {
          out = out == null ? new StringBuilder(text.length()) : out;
          out.append(text, copied, start).append(Redactor.REDACTED);
          copied = end;
        }
        i = Math.max(i, (end > start ? end : runEnd(text, start)) - 1);
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  private static int start(String text, int i, int least) {
    int start = i;
    while (start > least && isDigit(text, start - 1)) {
      start--;
    }
    return start;
  }

  /** The end of the longest card number that starts here; -1 if none does. */
  private static int cardEnd(String text, int start) {
    if (!mayStart(text, start)) {
      return -1;
    }
    int best = -1;
    int digits = 0;
    int i = start;
    while (true) {
      int end = runEnd(text, i);
      digits += end - i;
      if (end - i < LEAST_GROUP || digits > MOST) {
        return best;
      }
      if (digits >= FEWEST && passesLuhn(text, start, end)) {
        best = end;
      }
      if (!isSeparator(text, end) || !isDigit(text, end + 1)) {
        return best;
      }
      i = end + 1;
    }
  }

  /** Card numbers begin with 2 to 6, and are not the decimals of a number. */
  private static boolean mayStart(String text, int start) {
    char first = text.charAt(start);
    boolean decimals =
        start > 0 && (text.charAt(start - 1) == '.' || text.charAt(start - 1) == '_');
    return first >= '2' && first <= '6' && !decimals;
  }

  private static int runEnd(String text, int start) {
    int end = start;
    while (isDigit(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean passesLuhn(String text, int start, int end) {
    int sum = 0;
    boolean twice = false;
    for (int i = end - 1; i >= start; i--) {
      if (isDigit(text, i)) {
        int digit = text.charAt(i) - '0';
        sum += twice ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }

  private static boolean isSeparator(String text, int i) {
    return i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '-');
  }

  private static boolean isDigit(String text, int i) {
    return i < text.length() && isDigit(text.charAt(i));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
