package dev.raglan.internal.text;

/** Text made fit for one line of a log: nothing in it can end or repaint the line. */
public final class LogLine {

  private LogLine() {}

  /** The text with control characters, line separators and bidirectional overrides escaped. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> append(c, line);
      }
    }
    return line.toString();
  }

  private static void append(char c, StringBuilder line) {
    switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          line.append("\\u%04x".formatted((int) c));
      case Character.FORMAT -> {
        // The zero-width joiners hold emoji and Indic scripts together.
        boolean joiner = c == '\u200c' || c == '\u200d';
        line.append(joiner ? String.valueOf(c) : "\\u%04x".formatted((int) c));
      }
      default -> line.append(c);
    }
  }
}
