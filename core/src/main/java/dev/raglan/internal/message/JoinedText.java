package dev.raglan.internal.message;

import dev.raglan.internal.text.Cut;
import org.jspecify.annotations.Nullable;

/** A text that is joined of pieces, within a limit. Not thread-safe. */
final class JoinedText {

  private final String separator;
  private final Room room;
  private @Nullable String first;
  private @Nullable StringBuilder all;
  private long dropped;

  /**
   * @param separator stands between two pieces
   * @param room the characters that there is room for; what comes after them is counted
   */
  JoinedText(String separator, Room room) {
    this.separator = separator;
    this.room = room;
  }

  JoinedText(String separator, int most) {
    this(separator, new Room(most));
  }

  /** Room that several texts share. */
  static final class Room {

    private int left;

    /**
     * @param most the most characters of all of them together
     */
    Room(int most) {
      this.left = most;
    }

    /** Takes the beginning of a piece, as long as there is room; no pair is cut in two. */
    private String take(String piece) {
      int end = Cut.floor(piece, Math.min(piece.length(), left));
      left = end < piece.length() ? 0 : left - end;
      return piece.substring(0, end);
    }
  }

  /** Adds a piece; null and an empty one add nothing. */
  void add(@Nullable String piece) {
    if (piece == null || piece.isEmpty()) {
      return;
    }
    String taken = room.take(piece);
    dropped += piece.length() - taken.length();
    if (first == null) {
      first = taken;
      return;
    }
    all = all == null ? new StringBuilder(first) : all;
    if (!taken.isEmpty()) {
      all.append(separator).append(taken);
    }
  }

  boolean isEmpty() {
    return first == null;
  }

  /** Returns the text so far, with a marker of what was dropped; null if there is none. */
  @Nullable String text() {
    String text = all == null ? first : all.toString();
    return text == null || dropped == 0 ? text : text + Cut.marker(dropped, Integer.MAX_VALUE);
  }
}
