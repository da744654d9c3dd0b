package dev.raglan.internal.dialect;

import java.util.Collection;

/**
 * A JSON array of bounded length that is built of whole elements: what does not fit is left out,
 * and no marker stands among the elements. Used by one thread.
 */
final class JsonArray extends JsonPieces {

  private final int limit;

  /**
   * @param limit the most characters of the array
   */
  JsonArray(int limit) {
    this.limit = limit;
    append("[");
  }

  /** Returns the most characters of the next element; may be negative. */
  int room() {
    return limit - written() - (isEmpty() ? 1 : 2);
  }

  boolean isEmpty() {
    return written() == 1;
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
      append(",");
    }
    append(element.end());
    return true;
  }

  /** Returns the array as JSON. */
  String close() {
    return end().joined();
  }

  /** Ends the array. */
  JsonPieces end() {
    append("]");
    return this;
  }

  /** Returns an array of all the elements, whatever their length. */
  static String of(Collection<JsonObject> elements) {
    JsonArray array = new JsonArray(Integer.MAX_VALUE);
    elements.forEach(array::add);
    return array.close();
  }
}
