package dev.raglan.internal.text;

/**
 * Character classes that occur in a text, as bits, found in one pass.
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

  private static final int BEYOND_ASCII = 1 << 6;
  private static final int QUOTE = 1 << 7;
  private static final int LINE_FEED = 1 << 8;
  private static final int FIRST_RARE = 9;

  /** All characters with a backslash before them in JSON. */
  static final int ESCAPED = QUOTE | LINE_FEED | OTHER_ESCAPED;

  /** Characters that the anchors of secrets consist of; each is a class of its own. */
  private static final String RARE = "_-:/@ABEIJKRSTVxz";

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
    return of(text.toCharArray(), 0, text.length());
  }

  /** Returns the classes between the two indexes; an array is the fastest to look through. */
  static int of(char[] chars, int start, int end) {
    int kinds = 0;
    for (int i = start; i < end; i++) {
      char c = chars[i];
      kinds |= c < 128 ? KINDS[c] : BEYOND_ASCII;
    }
    return (kinds & BEYOND_ASCII) == 0 ? kinds : kinds | surrogates(chars, start, end);
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
    boolean digit = c >= '0' && c <= '9';
    kinds |= digit ? DIGIT : 0;
    kinds |= digit || c == '=' ? DIGIT_OR_EQUALS : 0;
    kinds |= c == '=' || c == ':' ? EQUALS_OR_COLON : 0;
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
