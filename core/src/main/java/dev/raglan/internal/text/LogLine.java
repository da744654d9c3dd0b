package dev.raglan.internal.text;

/**
 * Text made fit for one line of a log: nothing in it can end or repaint the line.
 *
 * <p>Control characters, line separators, invisible formatting such as bidirectional overrides, and
 * lone surrogates are escaped.
 */
public final class LogLine {

  private static final String ELLIPSIS = "…";

  private LogLine() {}

  /** Returns the whole text, escaped. */
  public static String of(String text) {
    return cut(text, Integer.MAX_VALUE);
  }

  /**
   * Returns the beginning of the text, escaped.
   *
   * @param max how many code points of the text to keep; a cut is marked with an ellipsis
   */
  public static String cut(String text, int max) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), max) + 16);
    int index = 0;
    for (int kept = 0; index < text.length() && kept < max; kept++) {
      int codePoint = text.codePointAt(index);
      append(out, codePoint);
      index += Character.charCount(codePoint);
    }
    return index < text.length() ? out.append(ELLIPSIS).toString() : out.toString();
  }

  private static void append(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isPrintable(codePoint)) {
          out.appendCodePoint(codePoint);
        } else {
          out.append(escape(codePoint));
        }
      }
    }
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      // The zero-width joiners hold emoji and Indic scripts together.
      case Character.FORMAT -> codePoint == 0x200c || codePoint == 0x200d;
      default -> true;
    };
  }

  private static String escape(int codePoint) {
    return codePoint <= 0xffff ? "\\u%04x".formatted(codePoint) : "\\u{%x}".formatted(codePoint);
  }
}
