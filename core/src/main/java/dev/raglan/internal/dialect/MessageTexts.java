package dev.raglan.internal.dialect;

import dev.raglan.spi.ContentWriter;

/**
 * Writes the pieces of one message, which share its room: each may take an equal part of what those
 * before it have left. Used by one thread.
 */
final class MessageTexts {

  /** Room below which a piece is left out: it would be all marker. */
  private static final int LEAST_PIECE = 16;

  private final ContentWriter writer;
  private int room;
  private int pieces;

  /**
   * @param room the most characters of all pieces together, as JSON
   * @param pieces the number of pieces
   */
  MessageTexts(int room, int pieces, ContentWriter writer) {
    this.writer = writer;
    this.room = room;
    this.pieces = Math.max(1, pieces);
  }

  /**
   * Returns the room of the next piece.
   *
   * @param around the length of what is written around it
   * @return negative if there is too little, and the piece is to be left out
   */
  int next(int around) {
    int share = room / pieces - around;
    pieces = Math.max(1, pieces - 1);
    return share < LEAST_PIECE ? -1 : share;
  }

  /** Notes that so many characters were written. */
  void take(int length) {
    room -= length;
  }

  /** Returns a text as a JSON string, redacted and cut. */
  String text(String text, int share) {
    return writer.json(writer.text(text, limit(share)), share);
  }

  /** Returns a JSON text as it is where it is valid and short enough to be read, else as a text. */
  String tree(String text, int share) {
    int limit = limit(share);
    Object parsed = text.length() > limit ? text : writer.parse(text);
    return parsed instanceof String ? text(text, share) : writer.json(parsed, share);
  }

  /** Returns a JSON text as a JSON string, redacted by its names too where it can be read. */
  String quoted(String text, int share) {
    int limit = limit(share);
    Object parsed = text.length() > limit ? text : writer.parse(text);
    return parsed instanceof String
        ? text(text, share)
        : writer.json(writer.json(parsed, limit), share);
  }

  private int limit(int share) {
    return Math.min(share, writer.limits().maxLength());
  }
}
