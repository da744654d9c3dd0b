package dev.raglan.internal.text;

/** The escapes of text inside the quotes of a JSON string. */
public final class Escapes {

  private static final char[] HEX = "0123456789abcdef".toCharArray();
  private static final char[] SHORT = new char[128];
  private static final int WIDEST = 6;
  private static final int CHUNK = 128;
  private static final byte[] WIDTHS = new byte[128];

  static {
    SHORT['"'] = '"';
    SHORT['\\'] = '\\';
    SHORT['\b'] = 'b';
    SHORT['\f'] = 'f';
    SHORT['\n'] = 'n';
    SHORT['\r'] = 'r';
    SHORT['\t'] = 't';
    for (char c = 0; c < WIDTHS.length; c++) {
      WIDTHS[c] = (byte) (SHORT[c] != 0 ? 2 : c < ' ' ? WIDEST : 1);
    }
  }

  private Escapes() {}

  /** Returns true if a text of these kinds of characters needs escapes. */
  public static boolean change(int kinds) {
    return (kinds & (CharKinds.ESCAPED | CharKinds.SURROGATE)) != 0;
  }

  /** Returns true if any text of this length takes at most {@code room} characters. */
  public static boolean alwaysFit(int length, int room) {
    return length <= room / WIDEST;
  }

  /**
   * Returns the length of the text's beginning, up to {@code end}, that takes at most {@code room}
   * characters.
   */
  public static int fitting(String text, int end, int room) {
    int left = room;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      int at = i;
      if (c < 128) {
        left -= WIDTHS[c];
      } else if (isPair(text, i, end)) {
        left -= 2;
        i++;
      } else {
        left--;
      }
      if (left < 0) {
        return at;
      }
    }
    return end;
  }

  /** Appends the beginning of the text up to {@code end}, escaped. */
  public static void append(TextBuffer out, String text, int end) {
    int i = 0;
    while (i < end) {
      i = out.appendPlain(text, i, Math.min(end, i + CHUNK));
      if (i < end) {
        i += appendNext(out, text, i, end);
      }
    }
  }

  /** Appends a pair or a single character; says which, by its length. */
  private static int appendNext(TextBuffer out, String text, int i, int end) {
    if (isPair(text, i, end)) {
      out.append(text, i, i + 2);
      return 2;
    }
    appendEscaped(out, text.charAt(i));
    return 1;
  }

  /** Returns true if the character is written as it is, whatever stands beside it. */
  static boolean isPlain(char c) {
    return c < 128 ? WIDTHS[c] == 1 : !Character.isSurrogate(c);
  }

  private static void appendEscaped(TextBuffer out, char c) {
    if (isPlain(c)) {
      out.append(c);
    } else if (c >= 128) {
      out.append('\uFFFD');
    } else if (SHORT[c] != 0) {
      out.append('\\').append(SHORT[c]);
    } else {
      out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }

  /** Returns the number of characters that an ASCII character takes. */
  static int width(char c) {
    return WIDTHS[c];
  }

  private static boolean isPair(String text, int i, int end) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < end
        && Character.isLowSurrogate(text.charAt(i + 1));
  }
}
