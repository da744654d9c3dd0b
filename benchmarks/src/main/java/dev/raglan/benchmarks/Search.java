package dev.raglan.benchmarks;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A method of a usual shape: a query and a number in, five documents of 400 characters out. */
class Search {

  private static final int DOCUMENTS = 5;
  private static final int LENGTH = 400;

  private final List<Doc> found =
      IntStream.range(0, DOCUMENTS)
          .mapToObj(i -> new Doc("d" + i, "raglan ".repeat(LENGTH / 7), 1.0 / (i + 1)))
          .toList();

  List<Doc> plain(String query, int topK) {
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
  List<Doc> mutable(String query, int topK) {
    return new ArrayList<>(found);
  }
}
