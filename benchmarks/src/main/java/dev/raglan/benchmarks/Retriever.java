package dev.raglan.benchmarks;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Traced;
import java.util.List;



/**
 * The search as a bean that Raglan's advisor traces. The annotations stand on an interface, where
 * the advisor sees them and AspectJ does not: the bean is proxied, and not woven as well.
 */
public interface Retriever {

  /** Traced, without input and output. */
  @Traced(value = "search", input = Capture.OFF, output = Capture.OFF)
  List<Doc> withoutContent(String query, int topK);

  /** Traced, with input and output. */
  @Traced("search")
  List<Doc> immutable(String query, int topK);
}
