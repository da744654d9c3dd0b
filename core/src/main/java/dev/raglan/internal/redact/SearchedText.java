package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text in which secrets are looked for: as it is, or with its encodings undone.
 *
 * <p>What is found is reported by its place in the original text. Not thread-safe.
 */
class SearchedText {

  private final String text;
  private final int kinds;
  private final @Nullable Decoding decoding;
  private final HiddenRanges hidden;

  /**
   * @param text in which is searched
   * @param kinds at least the {@link CharKinds} that the text has
   * @param decoding which made the text of the original; null if this is it
   * @param hidden collects what is found
   */
  SearchedText(String text, int kinds, @Nullable Decoding decoding, HiddenRanges hidden) {
    this.text = text;
    this.kinds = kinds;
    this.decoding = decoding;
    this.hidden = hidden;
  }

  String text() {
    return text;
  }

  int length() {
    return text.length();
  }

  char charAt(int index) {
    return text.charAt(index);
  }

  /** Tells whether encodings of the original were undone. */
  boolean isDecoded() {
    return decoding != null;
  }

  /** Tells whether one of the kinds of characters may occur. */
  boolean hasAnyOf(int some) {
    return (kinds & some) != 0;
  }

  boolean hasAll(int needed) {
    return CharKinds.hasAll(kinds, needed);
  }

  /** Hides a part of the text, and backslashes before it, which would escape what replaces it. */
  void hide(int start, int end) {
    if (end > start) {
      hidden.add(isDecoded() ? origin(start) : start - backslashesBefore(start), origin(end));
    }
  }

  private int origin(int index) {
    return decoding == null ? index : decoding.origin(index);
  }

  /**
   * Returns how deep a quote is escaped, as a number that grows with it. Each escaping doubles the
   * backslashes before the quote and adds one, so that others may stand before those.
   */
  int quoteDepth(int index) {
    return decoding == null
        ? Integer.numberOfTrailingZeros(backslashesBefore(index) + 1)
        : decoding.depth(index);
  }

  /** Returns how many backslashes before a quote in the original escape it. */
  int escapesOf(int quote) {
    return isDecoded() ? 0 : (1 << quoteDepth(quote)) - 1;
  }

  private int backslashesBefore(int index) {
    int backslashes = 0;
    while (backslashes < index && text.charAt(index - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes;
  }

  /** Tells whether a blank stands here; a plus sign is one in a URL, which is encoded. */
  boolean isBlank(int index) {
    char c = text.charAt(index);
    return c == ' ' || c == '\t' || c == '\u00a0' || (c == '+' && isDecoded());
  }

  /** Returns a matcher of the pattern in the text. */
  Matcher matcher(Pattern pattern) {
    return pattern.matcher(text);
  }

  /** Takes note that so many characters were looked at one by one. */
  void passed(int characters) {}
}
