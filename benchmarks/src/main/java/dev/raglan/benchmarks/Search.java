package dev.raglan.benchmarks;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Traced;
import java.util.ArrayList;
import java.util.List;



/** A method of a usual shape: a query and a number in, five documents of 400 characters out. */
class Search {

  static final String QUERY = "What is a raglan sleeve?";
  static final int TOP_K = 5;

  /** The least that five documents have as JSON. */
  static final int CONTENT = TOP_K * Doc.LENGTH;

  private final List<Doc> found = Doc.some(TOP_K);

  List<Doc> plain(String query, int topK) {
    return found;
  }

  /** What {@link PassThrough} is woven into. */
  List<Doc> joinPointAlone(String query, int topK) {
    return found;
  }

  @Traced(value = "search", input = Capture.OFF, output = Capture.OFF)
  List<Doc> withoutContent(String query, int topK) {
    return found;
  }

  @Traced("search")
  List<Doc> immutable(String query, int topK) {
    return found;
  }

  @Traced("search")
  List<Doc> listOfRecords(String query, int topK) {
    return new ArrayList<>(found);
  }
}
