package dev.raglan.internal.redact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Undoes encodings of a text, to any depth: escapes of JSON and Java with their backslashes,
 * percent encoding, entities of HTML, sequences that colour a terminal, letters of full width, and
 * characters that nobody sees.
 *
 * <p>An escape stands for one character whatever the number of its backslashes, so that JSON within
 * JSON within JSON is read in one pass. Different encodings within each other take a pass each.
 * Remembers where each character came from. Not thread-safe.
 */
final class Decoding {

  /** JSON in a URL in HTML and one more; deeper ones are not undone. */
  private static final int MOST_PASSES = 4;

  private static final int LONGEST_ENTITY = 8;
  private static final char ESCAPE = '\u001b';
  private static final char OTHER = '\uFFFD';

  /** Stands for a character that the decoded text has not; no text has it. */
  private static final char NOTHING = '\uFFFF';

  /** Places to break a word, and marks without a width. */
  private static final String INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff";

  /** From a letter of full width to the one of ASCII. */
  private static final int FULL_WIDTH = 0xFEE0;

  private final String given;
  private final char[] chars;
  private int length;

  /** Made once a character was decoded: most signs of an encoding stand for themselves. */
  private int[] origins = {};

  // Of the pass under way.
  private int next;
  private char decoded;

  private long looks;

  private Decoding(String text) {
    this.given = text;
    this.length = text.length();
    this.chars = text.toCharArray();
  }

  /** Returns the decoded text; null if nothing in the text is encoded. */
  static @Nullable Decoding of(String text) {
    int first = firstEncoded(text);
    if (first < 0) {
      return null;
    }
    Decoding decoding = new Decoding(text);
    if (!decoding.begin(first)) {
      return null;
    }
    int passes = 0;
    while (passes < MOST_PASSES && decoding.pass()) {
      passes++;
    }
    return decoding;
  }

  /** Returns false if there is nothing to decode from an index on. */
  private boolean begin(int first) {
    for (int i = first; i < length; i++) {
      looks++;
      if (decode(i)) {
        origins = new int[length + 1];
        Arrays.setAll(origins, each -> each);
        return true;
      }
    }
    return false;
  }

  /** Most texts with a percent sign or a backslash have nothing encoded in them. */
  private static int firstEncoded(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean begins = c == '\\' || c == '%' || c == '&' || c == ESCAPE;
      if (begins || c >= 128 && isForeign(c)) {
        return i;
      }
    }
    return -1;
  }

  String text() {
    return new String(chars, 0, length);
  }

  /** Returns where a character, or the end, stood in the original text. */
  int origin(int index) {
    return origins[index];
  }

  /**
   * Returns how deep a quote or a line feed is escaped, as a number that grows with it: how often
   * if backslashes did it, else by its length. An even number of backslashes before a quote escape
   * each other.
   */
  int depth(int index) {
    int start = origins[index];
    int end = origins[index + 1];
    int escapes = end - start - 1;
    if (escapes == 0 || given.charAt(start) != '\\') {
      return escapes;
    }
    char last = given.charAt(end - 1);
    if (last == chars[index]) {
      return Integer.numberOfTrailingZeros(escapes + 1);
    }
    return isLineEnd(last) ? Integer.numberOfTrailingZeros(escapes) + 1 : escapes;
  }

  private static boolean isLineEnd(char escaped) {
    return escaped == 'n' || escaped == 'r';
  }

  /** Returns how many characters were looked at. */
  long looks() {
    return looks;
  }

  /** Undoes the outermost encodings; tells whether there were any. */
  private boolean pass() {
    looks += length;
    int out = 0;
    boolean changed = false;
    int i = 0;
    while (i < length) {
      int origin = origins[i];
      if (decode(i)) {
        changed = true;
        i = next;
        if (decoded == NOTHING) {
          continue;
        }
        chars[out] = decoded;
      } else {
        chars[out] = chars[i++];
      }
      origins[out++] = origin;
    }
    origins[out] = origins[length];
    length = out;
    return changed;
  }

  /** Decodes the character that begins here; false if it stands for itself. */
  private boolean decode(int i) {
    return switch (chars[i]) {
      case '\\' -> backslash(i);
      case '%' -> percent(i);
      case '&' -> entity(i);
      case ESCAPE -> colour(i);
      default -> chars[i] >= 128 && foreign(i);
    };
  }

  private static boolean isForeign(char c) {
    return INVISIBLE.indexOf(c) >= 0 || isOfFullWidth(c);
  }

  private static boolean isOfFullWidth(char c) {
    int ascii = c - FULL_WIDTH;
    return ascii >= 'a' && ascii <= 'z' || ascii >= 'A' && ascii <= 'Z' || isDigit((char) ascii);
  }

  /** An invisible character counts behind one of ASCII: other scripts are written with some. */
  private boolean foreign(int i) {
    char c = chars[i];
    if (isOfFullWidth(c)) {
      return found((char) (c - FULL_WIDTH), i + 1);
    }
    boolean within = i > 0 && chars[i - 1] > ' ' && chars[i - 1] < 127;
    return within && "\"'`".indexOf(chars[i - 1]) < 0 && isForeign(c) && found(NOTHING, i + 1);
  }

  private boolean found(char c, int end) {
    decoded = c;
    next = end;
    return true;
  }

  private boolean backslash(int start) {
    int i = start;
    while (i < length && chars[i] == '\\') {
      i++;
    }
    looks += i - start;
    boolean escape = i < length && escape(i);
    return escape || (i - start > 1 && found('\\', i));
  }

  /** Decodes what the character after the backslashes stands for. */
  private boolean escape(int i) {
    return switch (chars[i]) {
      case 'n' -> found('\n', i + 1);
      case 'r' -> found('\r', i + 1);
      case 't' -> found('\t', i + 1);
      case 'b', 'f', 'e' -> found(chars[i] == 'e' ? ESCAPE : ' ', i + 1);
      case '"', '\'', '/', '`' -> found(chars[i], i + 1);
      case 'u' -> hex(i + 1, 4);
      case 'x' -> hex(i + 1, 2);
      case '0' -> octal(i);
      default -> false;
    };
  }

  private boolean hex(int start, int digits) {
    if (start + digits > length) {
      return false;
    }
    int value = 0;
    for (int i = start; i < start + digits; i++) {
      int digit = Character.digit(chars[i], 16);
      if (digit < 0 || chars[i] > 'f') {
        return false;
      }
      value = value * 16 + digit;
    }
    return found((char) value, start + digits);
  }

  /** The escape character as shells write it. */
  private boolean octal(int i) {
    boolean isEscape = i + 2 < length && chars[i + 1] == '3' && chars[i + 2] == '3';
    return isEscape && found(ESCAPE, i + 3);
  }

  private boolean percent(int start) {
    if (!hex(start + 1, 2)) {
      return false;
    }
    return decoded < 0x80 || severalBytes(decoded, next);
  }

  /**
   * Decodes a character of UTF-8 that takes several bytes; one beyond the basic plane, or a byte
   * that begins none, stands for a character that is part of no secret.
   */
  private boolean severalBytes(int first, int second) {
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
    int value = first & (0x3F >> more);
    int i = second;
    for (int left = more; left > 0; left--) {
      boolean continues = i + 2 < length && chars[i] == '%' && hex(i + 1, 2) && isContinuation();
      if (!continues) {
        return found(OTHER, second);
      }
      value = value << 6 | decoded & 0x3F;
      i = next;
    }
    return found(more == 0 || more == 3 ? OTHER : (char) value, i);
  }

  private boolean isContinuation() {
    return decoded >= 0x80 && decoded < 0xC0;
  }

  private boolean entity(int start) {
    int end = start + 1;
    while (end < length && end - start < LONGEST_ENTITY && chars[end] != ';') {
      end++;
    }
    if (end >= length || chars[end] != ';') {
      return false;
    }
    String name = new String(chars, start + 1, end - start - 1);
    int character =
        switch (name) {
          case "quot" -> '"';
          case "apos" -> '\'';
          case "amp" -> '&';
          case "lt" -> '<';
          case "gt" -> '>';
          case "nbsp" -> '\u00a0';
          default -> numeric(name);
        };
    return character > 0 && found((char) character, end + 1);
  }

  private static int numeric(String name) {
    boolean hex = name.startsWith("#x") || name.startsWith("#X");
    if (!name.startsWith("#") || name.length() < (hex ? 3 : 2)) {
      return -1;
    }
    try {
      int value = Integer.parseInt(name, hex ? 2 : 1, name.length(), hex ? 16 : 10);
      return value > 0 && value <= 0xFFFF ? value : -1;
    } catch (NumberFormatException noNumber) {
      return -1;
    }
  }

  /** A sequence such as ESC[1;32m, which stands between words. */
  private boolean colour(int start) {
    if (start + 1 >= length || chars[start + 1] != '[') {
      return false;
    }
    int i = start + 2;
    while (i < length && i - start < 16 && (isDigit(chars[i]) || chars[i] == ';')) {
      i++;
    }
    return i < length && Character.isLetter(chars[i]) && found(' ', i + 1);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
