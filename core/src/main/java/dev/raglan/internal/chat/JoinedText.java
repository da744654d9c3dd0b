package dev.raglan.internal.chat;

import org.jspecify.annotations.Nullable;

/** A text that is joined of pieces, within a limit. Not thread-safe. */
final class JoinedText {

  private final String separator;
  private final int most;
  private @Nullable String first;
  private @Nullable StringBuilder all;

  /**
   * @param separator stands between two pieces
   * @param most the most characters; what comes after them is dropped
   */
  JoinedText(String separator, int most) {
    this.separator = separator;
    this.most = most;
  }

  /** Adds a piece; null and an empty one add nothing. */
  void add(@Nullable String piece) {
    if (piece == null || piece.isEmpty()) {
      return;
    }
    if (first == null) {
      first = piece.substring(0, end(piece, most));
      return;
    }
    if (all == null) {
      all = new StringBuilder(first);
    }
    append(separator, all);
    append(piece, all);
  }

  private void append(String piece, StringBuilder to) {
    to.append(piece, 0, end(piece, most - to.length()));
  }

  /**
   * Returns where the piece ends if there is room for so many characters; no pair is cut in two.
   */
  private static int end(String piece, int room) {
    if (piece.length() <= room) {
      return piece.length();
    }
    int end = Math.max(0, room);
    return end > 0 && Character.isHighSurrogate(piece.charAt(end - 1)) ? end - 1 : end;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** Returns the text so far; null if there is none. */
  @Nullable String text() {
    return all == null ? first : all.toString();
  }
}
