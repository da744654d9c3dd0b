package dev.raglan.internal.dialect;

import dev.raglan.internal.dialect.JsonObject.Pieces;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array of bounded length that is built of whole elements: what does not fit is left out,
 * and no marker stands among the elements. Used by one thread.
 */
final class JsonArray {

  private final Pieces pieces = new Pieces();
  private final int limit;

  /**
   * @param limit the most characters of the array
   */
  JsonArray(int limit) {
    this.limit = limit;
    pieces.append("[");
  }

  /** Returns the most characters of the next element; may be negative. */
  int room() {
    return limit - pieces.written() - (isEmpty() ? 1 : 2);
  }

  boolean isEmpty() {
    return pieces.written() == 1;
  }

  /**
   * Adds an element.
   *
   * @param element an object, to which nothing can be added any more if it fits
   * @return false if it does not fit, and is left out
   */
  boolean add(JsonObject element) {
    if (element.length() > room()) {
      return false;
    }
    if (!isEmpty()) {
      pieces.append(",");
    }
    pieces.append(element.end());
    return true;
  }

  /** Returns the array as JSON. */
  String close() {
    return end().joined();
  }

  /** Ends the array. */
  Pieces end() {
    pieces.append("]");
    return pieces;
  }

  /** Returns an array of all the elements but those that are null, whatever their length. */
  static String of(@Nullable JsonObject[] elements) {
    JsonArray array = new JsonArray(Integer.MAX_VALUE);
    for (JsonObject each : elements) {
      if (each != null) {
        array.add(each);
      }
    }
    return array.close();
  }
}
