package dev.raglan.internal.text;

/**
 * Character classes that occur in a text, as bits, found in one pass; and two facts of its digits.
 *
 * <p>A substring contains no class that the whole text lacks. A search for a text with, say, an
 * underscore is skipped where there is no underscore, and ordinary prose, which has few of these
 * classes, needs no further pass.
 */
public final class CharKinds {

  public static final int DIGIT = 1;
  public static final int SURROGATE = 1 << 1;

  /** Characters with a backslash before them in JSON, other than quotes and line feeds. */
  static final int OTHER_ESCAPED = 1 << 2;

  /** Set if there is a digit or an equals sign; plain words have neither. */
  public static final int DIGIT_OR_EQUALS = 1 << 3;

  /** Characters between a name and its value. */
  public static final int EQUALS_OR_COLON = 1 << 4;

  /** One of the characters with which an encoded character begins. */
  public static final int ENCODED = 1 << 5;

  /** Set if there is an apostrophe, which prose has more often than other signs. */
  private static final int APOSTROPHE = 1 << 28;

  /** Signs of which a few anchors consist, as one class. */
  private static final int SIGN = 1 << 29;

  private static final String SIGNS = "$|+<~[";
  private static final int DOT = 1 << 30;

  /** Set if there are as many digits as the shortest number of a payment card has. */
  public static final int DIGITS_OF_CARD = 1 << 26;

  /** Set if two digits may follow two capital letters, as at the start of an account number. */
  public static final int CAPITALS_THEN_DIGITS = 1 << 27;

  private static final int BEYOND_ASCII = 1 << 6;
  private static final int QUOTE = 1 << 7;
  private static final int LINE_FEED = 1 << 8;
  private static final int FIRST_RARE = 9;

  /** All characters with a backslash before them in JSON. */
  static final int ESCAPED = QUOTE | LINE_FEED | OTHER_ESCAPED;

  /** Characters that the anchors of secrets consist of; each is a class of its own. */
  private static final String RARE = "_-:/@ABEIJKRSTVxz";

  private static final int FEWEST_OF_CARD = 13;

  private static final char ESCAPE = '\u001b';

  private static final int[] KINDS = new int[128];

  static {
    for (char c = 0; c < KINDS.length; c++) {
      KINDS[c] = kinds(c);
    }
  }

  private CharKinds() {}

  /** Returns the classes that occur in the text. */
  public static int of(String text) {
    TextBuffer scratch = Buffers.take();
    int kinds = scratch.kindsOf(text);
    Buffers.giveBack(scratch);
    return kinds;
  }

  /**
   * Returns the classes between the two indexes, and above them the number of digits, to be added
   * to those of other parts; an array is the fastest to look through.
   *
   * @param continues true if another part of the text comes before
   */
  static long of(char[] chars, int start, int end, boolean continues) {
    int kinds = kinds(chars, start, end);
    kinds |= (kinds & BEYOND_ASCII) == 0 ? 0 : surrogates(chars, start, end);
    if ((kinds & DIGIT) == 0) {
      return kinds;
    }
    boolean follow = digitsFollow(chars, start, end, continues);
    return digits(chars, start, end) << 32 | kinds | (follow ? CAPITALS_THEN_DIGITS : 0);
  }

  /** Looks at four characters at once: most have no kind, and all are ASCII as a rule. */
  private static int kinds(char[] chars, int start, int end) {
    int kinds = 0;
    int i = start;
    for (; i < end - 3; i += 4) {
      char c1 = chars[i];
      char c2 = chars[i + 1];
      char c3 = chars[i + 2];
      char c4 = chars[i + 3];
      kinds |=
          (c1 | c2 | c3 | c4) < 128
              ? KINDS[c1] | KINDS[c2] | KINDS[c3] | KINDS[c4]
              : kindsOf(c1) | kindsOf(c2) | kindsOf(c3) | kindsOf(c4);
    }
    for (; i < end; i++) {
      kinds |= kindsOf(chars[i]);
    }
    return kinds;
  }

  private static int kindsOf(char c) {
    return c < 128 ? KINDS[c] : BEYOND_ASCII;
  }

  private static long digits(char[] chars, int start, int end) {
    int digits = 0;
    for (int i = start; i < end; i++) {
      digits += isDigit(chars[i]) ? 1 : 0;
    }
    return digits;
  }

  /** Two digits stand side by side: looking at each second character misses none. */
  private static boolean digitsFollow(char[] chars, int start, int end, boolean continues) {
    for (int i = start; continues && i < start + 3 && i < end; i++) {
      if (isDigit(chars[i])) {
        return true; // What comes before is not seen.
      }
    }
    for (int i = start + 3; i < end; i += 2) {
      if (isDigit(chars[i])) {
        boolean afterTwo =
            isDigit(chars[i - 1]) && isCapital(chars[i - 2]) && isCapital(chars[i - 3]);
        boolean afterOne =
            isCapital(chars[i - 1])
                && isCapital(chars[i - 2])
                && i + 1 < end
                && isDigit(chars[i + 1]);
        if (afterTwo || afterOne) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Returns the classes of a part, or of all parts together. */
  static int kinds(long part) {
    return (int) part | (part >>> 32 >= FEWEST_OF_CARD ? DIGITS_OF_CARD : 0);
  }

  /** Returns the kinds of both parts, and the sum of their digits. */
  static long together(long one, long other) {
    long digits = (one >>> 32) + (other >>> 32);
    return digits << 32 | (int) one | (int) other;
  }

  /** Tells whether all of the needed classes are among the given ones. */
  public static boolean hasAll(int kinds, int needed) {
    return (kinds & needed) == needed;
  }

  /** Returns false if no character is a control character other than a line feed. */
  public static boolean mayHaveControls(int kinds) {
    return (kinds & OTHER_ESCAPED) != 0;
  }

  private static int surrogates(char[] chars, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isSurrogate(chars[i])) {
        return SURROGATE;
      }
    }
    return 0;
  }

  private static int kinds(char c) {
    int rare = RARE.indexOf(c);
    int kinds = rare < 0 ? 0 : 1 << (FIRST_RARE + rare);
    boolean digit = isDigit(c);
    kinds |= digit ? DIGIT : 0;
    kinds |= digit || c == '=' ? DIGIT_OR_EQUALS : 0;
    kinds |= c == '=' || c == ':' ? EQUALS_OR_COLON : 0;
    kinds |= c == '\'' ? APOSTROPHE : 0;
    kinds |= c == '.' ? DOT : 0;
    kinds |= SIGNS.indexOf(c) >= 0 ? SIGN : 0;
    kinds |= c == '\\' || c == '%' || c == '&' || c == ESCAPE ? ENCODED : 0;
    return kinds | (Escapes.width(c) > 1 ? escaped(c) : 0);
  }

  private static int escaped(char c) {
    return switch (c) {
      case '"' -> QUOTE;
      case '\n' -> LINE_FEED;
      default -> OTHER_ESCAPED;
    };
  }
}
