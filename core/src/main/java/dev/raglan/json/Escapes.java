package dev.raglan.json;

/** How text is written inside the quotes of a JSON string, and how much of it fits. */
final class Escapes {

  private static final char[] HEX = "0123456789abcdef".toCharArray();
  private static final char[] SHORT = new char[128];

  static {
    SHORT['"'] = '"';
    SHORT['\\'] = '\\';
    SHORT['\b'] = 'b';
    SHORT['\f'] = 'f';
    SHORT['\n'] = 'n';
    SHORT['\r'] = 'r';
    SHORT['\t'] = 't';
  }

  private Escapes() {}

  /** The end of the longest beginning of the text that takes at most {@code room} characters. */
  static int fitting(String text, int room) {
    int length = text.length();
    int used = 0;
    int i = 0;
    while (i < length) {
      boolean pair = isPair(text, i);
      used += pair ? 2 : width(text.charAt(i));
      if (used > room) {
        return i;
      }
      i += pair ? 2 : 1;
    }
    return i;
  }

  /** Appends the beginning of the text up to {@code end}, escaped. */
  static void append(StringBuilder out, String text, int end) {
    int plain = 0;
    for (int i = 0; i < end; i++) {
      if (isPair(text, i)) {
        i++;
      } else if (isSpecial(text.charAt(i))) {
        out.append(text, plain, i);
        appendSpecial(out, text.charAt(i));
        plain = i + 1;
      }
    }
    out.append(text, plain, end);
  }

  private static boolean isSpecial(char c) {
    return c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c);
  }

  private static void appendSpecial(StringBuilder out, char c) {
    if (c >= 128) {
      out.append('\uFFFD');
    } else if (SHORT[c] != 0) {
      out.append('\\').append(SHORT[c]);
    } else {
      out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }

  private static int width(char c) {
    if (c >= ' ') {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    return SHORT[c] == 0 ? 6 : 2;
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }
}
