package dev.raglan.json;

/**
 * Escapes quotes and line feeds, which is all that prose has to be escaped: looks for the next of
 * each, and copies what lies between as a whole.
 */
final class UsualEscapes {

  private UsualEscapes() {}

  /** Whether a text of these kinds of characters has no other ones to be escaped. */
  static boolean suffice(int kinds) {
    return (kinds & (CharKinds.OTHER_ESCAPED | CharKinds.SURROGATE)) == 0;
  }

  /** Appends the beginning of such a text up to {@code end}, escaped. */
  static void append(TextBuffer out, String text, int end) {
    int copied = 0;
    int quote = next('"', text, 0, end);
    int lineFeed = next('\n', text, 0, end);
    while (quote < end || lineFeed < end) {
      boolean isQuote = quote < lineFeed;
      int at = isQuote ? quote : lineFeed;
      out.append(text, copied, at).append('\\').append(isQuote ? '"' : 'n');
      copied = at + 1;
      quote = isQuote ? next('"', text, copied, end) : quote;
      lineFeed = isQuote ? lineFeed : next('\n', text, copied, end);
    }
    out.append(text, copied, end);
  }

  private static int next(char c, String text, int from, int end) {
    int at = text.indexOf(c, from);
    return at < 0 ? end : Math.min(at, end);
  }
}
