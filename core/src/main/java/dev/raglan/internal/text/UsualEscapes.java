package dev.raglan.internal.text;

/**
 * Finds quotes and line feeds, which is all that has to be escaped in prose: looks for the next of
 * each, so that what lies between is passed over and copied as a whole.
 */
public final class UsualEscapes {

  private final String text;
  private final int end;
  private int quote;
  private int lineFeed;

  private UsualEscapes(String text, int end) {
    this.text = text;
    this.end = end;
    this.quote = next('"', 0);
    this.lineFeed = next('\n', 0);
  }

  /** Returns true if a text of these kinds of characters has no other ones to be escaped. */
  public static boolean suffice(int kinds) {
    return (kinds & (CharKinds.OTHER_ESCAPED | CharKinds.SURROGATE)) == 0;
  }

  /**
   * Returns the length of such a text's beginning, up to {@code end}, that takes at most {@code
   * room}.
   */
  public static int fitting(String text, int end, int room) {
    UsualEscapes escapes = new UsualEscapes(text, end);
    int passed = 0;
    while (escapes.at() < end && escapes.at() + passed + 2 <= room) {
      escapes.pass();
      passed++;
    }
    return Math.max(0, Math.min(escapes.at(), room - passed));
  }

  /** Appends the beginning of such a text up to {@code end}, escaped. */
  public static void append(TextBuffer out, String text, int end) {
    UsualEscapes escapes = new UsualEscapes(text, end);
    int copied = 0;
    while (escapes.at() < end) {
      int at = escapes.at();
      out.append(text, copied, at).append('\\').append(escapes.isQuote() ? '"' : 'n');
      copied = at + 1;
      escapes.pass();
    }
    out.append(text, copied, end);
  }

  private int at() {
    return Math.min(quote, lineFeed);
  }

  private boolean isQuote() {
    return quote < lineFeed;
  }

  private void pass() {
    if (isQuote()) {
      quote = next('"', quote + 1);
    } else {
      lineFeed = next('\n', lineFeed + 1);
    }
  }

  private int next(char c, int from) {
    int at = text.indexOf(c, from);
    return at < 0 ? end : Math.min(at, end);
  }
}
