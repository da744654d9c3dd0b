package dev.raglan.internal.dialect;

import java.util.List;

/**
 * A JSON array of bounded length that is built of whole elements: what does not fit is left out,
 * and no marker stands among the elements. Used by one thread.
 */
final class JsonArray {

  private final StringBuilder text = new StringBuilder("[");
  private final int limit;

  /**
   * @param limit the most characters of the array
   */
  JsonArray(int limit) {
    this.limit = limit;
  }

  /** Returns the most characters of the next element; may be negative. */
  int room() {
    return limit - text.length() - (isEmpty() ? 1 : 2);
  }

  boolean isEmpty() {
    return text.length() == 1;
  }

  /**
   * Adds an element.
   *
   * @param element one JSON value
   * @return false if it does not fit, and is left out
   */
  boolean add(String element) {
    if (element.length() > room()) {
      return false;
    }
    text.append(isEmpty() ? "" : ",").append(element);
    return true;
  }

  /** Returns the array as JSON. */
  String close() {
    return text.append(']').toString();
  }

  /** Returns an array of all the elements, whatever their length. */
  static String of(List<String> elements) {
    return "[" + String.join(",", elements) + "]";
  }
}
