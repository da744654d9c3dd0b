package dev.raglan.benchmarks;

import java.util.List;



/** The bean behind {@link Retriever}. */
public class BeanRetriever implements Retriever {

  private final Search search = new Search();

  @Override
  public List<Doc> withoutContent(String query, int topK) {
    return search.plain(query, topK);
  }

  @Override
  public List<Doc> immutable(String query, int topK) {
    return search.plain(query, topK);
  }
}
