package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;

/**
 * Finds payment card numbers: 13 to 19 digits with a right check digit (Luhn), in one piece or in
 * groups of at least three with single spaces or hyphens between them; with other separators, in
 * groups as cards have them.
 */
final class CardNumbers {

  private static final int FEWEST = 13;
  private static final int MOST = 19;
  private static final int LEAST_GROUP = 3;

  /** The digits of the longest usual hash. */
  private static final int LONGEST_ID = 128;

  private static final String SEPARATORS = " -";

  /** Separators that stand between other numbers too. */
  private static final String OTHER_SEPARATORS = "\t.+\u00a0\u2007\u2009\u202f\u2010\u2011";

  private CardNumbers() {}

  /** Hides every card number in the text. */
  static void find(SearchedText searched) {
    if (searched.hasAll(CharKinds.DIGITS_OF_CARD)) {
      findIn(searched, searched.text());
    }
  }

  private static void findIn(SearchedText searched, String text) {
    int passed = 0;
    // Every group has three digits or more: looking at each third character misses none.
    for (int i = LEAST_GROUP - 1; i < text.length(); i += LEAST_GROUP) {
      if (isDigit(text.charAt(i))) {
        int start = start(text, i, passed);
        int end = cardEnd(text, start);
        if (end > start) {
          searched.hide(start, end);
          passed = end;
        }
        int next = end > start ? end : runEnd(text, start);
        searched.passed(next - start);
        i = Math.max(i, next - 1);
      }
    }
  }

  private static int start(String text, int i, int least) {
    int start = i;
    while (start > least && isDigit(text, start - 1)) {
      start--;
    }
    return start;
  }

  /** Returns the end of the longest card number that starts here; -1 if none does. */
  private static int cardEnd(String text, int start) {
    if (!mayStart(text, start)) {
      return -1;
    }
    int first = runEnd(text, start);
    boolean isGrouped = first < text.length() && OTHER_SEPARATORS.indexOf(text.charAt(first)) >= 0;
    int end = isGrouped ? groupedEnd(text, start, first) : spacedEnd(text, start);
    return end > start && isOfId(text, start, end) ? -1 : end;
  }

  /** Tells whether the digits are of a hexadecimal id or hash, or of a UUID. */
  private static boolean isOfId(String text, int start, int end) {
    int from = start;
    int to = end;
    boolean hasLetter = false;
    boolean hasHyphen = false;
    while (from > 0 && start - from < LONGEST_ID && isOfId(text.charAt(from - 1))) {
      from--;
    }
    while (to < text.length() && to - end < LONGEST_ID && isOfId(text.charAt(to))) {
      to++;
    }
    for (int i = from; i < to; i++) {
      hasLetter |= Character.isLetter(text.charAt(i));
      hasHyphen |= text.charAt(i) == '-';
    }
    boolean isAlone =
        (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))
            && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to)));
    return hasLetter && isAlone && (!hasHyphen || isUuid(text, from, to));
  }

  private static boolean isOfId(char c) {
    return c == '-' || Character.digit(c, 16) >= 0;
  }

  private static boolean isUuid(String text, int from, int to) {
    boolean isUuid = to - from == 36;
    for (int i = from; isUuid && i < to; i++) {
      int at = i - from;
      boolean mayBeHyphen = at == 8 || at == 13 || at == 18 || at == 23;
      isUuid = mayBeHyphen == (text.charAt(i) == '-');
    }
    return isUuid;
  }

  private static int spacedEnd(String text, int start) {
    int best = -1;
    int digits = 0;
    int i = start;
    while (true) {
      int end = runEnd(text, i);
      digits += end - i;
      if (end - i < LEAST_GROUP || digits > MOST) {
        return best;
      }
      if (mayHave(digits, text.charAt(start)) && passesLuhn(text, start, end)) {
        best = end;
      }
      if (!isSeparator(text, end) || !isDigit(text, end + 1)) {
        return best;
      }
      i = end + 1;
    }
  }

  /** Groups of 4-4-4-4 or 4-6-5 digits with the same separator between them. */
  private static int groupedEnd(String text, int start, int firstEnd) {
    if (firstEnd - start >= FEWEST) {
      return spacedEnd(text, start);
    }
    char separator = text.charAt(firstEnd);
    int end = firstEnd;
    int groups = firstEnd - start;
    int count = 1;
    while (count < 4
        && end < text.length()
        && text.charAt(end) == separator
        && isDigit(text, end + 1)) {
      int next = runEnd(text, end + 1);
      groups = groups * 10 + Math.min(9, next - end - 1);
      count++;
      end = next;
    }
    boolean isCard = groups == 4444 || groups == 465;
    return isCard && passesLuhn(text, start, end) ? end : -1;
  }

  /** Card numbers begin with 2 to 6, and are not the decimals of a number. */
  private static boolean mayStart(String text, int start) {
    char first = text.charAt(start);
    boolean decimals =
        start > 0 && (text.charAt(start - 1) == '.' || text.charAt(start - 1) == '_');
    return first >= '2' && first <= '6' && !decimals;
  }

  /** Tells whether cards whose number begins so have so many digits; most have 16. */
  private static boolean mayHave(int digits, char first) {
    return switch (digits) {
      case 13 -> first == '4';
      case 14, 15 -> first == '3';
      default -> digits >= FEWEST;
    };
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
    return i < text.length() && SEPARATORS.indexOf(text.charAt(i)) >= 0;
  }

  private static boolean isDigit(String text, int i) {
    return i < text.length() && isDigit(text.charAt(i));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
