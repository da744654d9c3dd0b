package dev.raglan.internal.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * JSON that is being written. Its pieces are joined once, when the outermost value is whole. Used
 * by one thread.
 */
abstract class JsonPieces {

  private final List<String> pieces = new ArrayList<>();
  private int written;

  /** Returns the number of characters so far. */
  final int written() {
    return written;
  }

  final void append(String piece) {
    pieces.add(piece);
    written += piece.length();
  }

  final void append(JsonPieces value) {
    pieces.addAll(value.pieces);
    written += value.written;
  }

  final String joined() {
    StringBuilder all = new StringBuilder(written);
    pieces.forEach(all::append);
    return all.toString();
  }
}
