package dev.raglan.benchmarks;

import java.util.List;



/** The search as a bean whose calls nobody traces, though a proxy stands before it. */
public class UntracedRetriever {

  private final Search search = new Search();

  /** Behind a proxy that does nothing. */
  public List<Doc> proxyAlone(String query, int topK) {
    return search.plain(query, topK);
  }
}
