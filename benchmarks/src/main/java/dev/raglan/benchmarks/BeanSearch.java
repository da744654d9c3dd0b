package dev.raglan.benchmarks;

import dev.raglan.annotation.Traced;
import java.util.ArrayList;
import java.util.List;



/** A search that finds what can change at any time, and so must be rendered at once. */
class BeanSearch {

  private final List<BeanDoc> found;

  /**
   * @param length the characters of each document
   */
  BeanSearch(int length) {
    found = BeanDoc.some(Search.TOP_K, length);
  }

  List<BeanDoc> plain(String query, int topK) {
    return new ArrayList<>(found);
  }

  @Traced("search")
  List<BeanDoc> beans(String query, int topK) {
    return new ArrayList<>(found);
  }
}
