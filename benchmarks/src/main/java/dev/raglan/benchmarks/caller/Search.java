package dev.raglan.benchmarks.caller;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.benchmarks.Doc;
import dev.raglan.model.RagEventType;
import java.util.ArrayList;
import java.util.List;

/** Methods of a usual shape: a query and a number in, some documents of 400 characters out. */
public class Search {

  /** The query. */
  public static final String QUERY = "What is a raglan sleeve?";

  /** The number of documents that are asked for. */
  public static final int TOP_K = 5;

  /** The least that five documents have as JSON. */
  public static final int CONTENT = TOP_K * Doc.LENGTH;

  private final List<Doc> found;
  private final List<Doc.Bean> beans;

  /** Creates a search that finds five documents. */
  public Search() {
    this(TOP_K, Doc.LENGTH);
  }

  Search(int number, int length) {
    found = Doc.some(number, length);
    beans = found.stream().map(Doc.Bean::new).toList();
  }

  /** Searches, untraced. */
  public List<Doc> plain(String query, int topK) {
    return found;
  }

  /** Searches, untraced, for beans in a list that can change. */
  List<Doc.Bean> plainBeans(String query, int topK) {
    return new ArrayList<>(beans);
  }

  /** Searches; {@link PassThrough} is woven into it. */
  List<Doc> joinPointAlone(String query, int topK) {
    return found;
  }

  @Traced(value = "search", input = Capture.OFF, output = Capture.OFF)
  List<Doc> withoutContent(String query, int topK) {
    return found;
  }

  /** Searches, traced with input and output, which cannot change. */
  @Traced("search")
  public List<Doc> immutable(String query, int topK) {
    return found;
  }

  @Traced("search")
  List<Doc> listOfRecords(String query, int topK) {
    return new ArrayList<>(found);
  }

  /** Searches, traced with input and output; the beans and their list can change at any time. */
  @Traced("search")
  public List<Doc.Bean> beans(String query, int topK) {
    return new ArrayList<>(beans);
  }

  /** Searches, traced as the retrieval of a RAG pipeline. */
  @RagEvent(value = RagEventType.RETRIEVAL, name = "search")
  public List<Doc> retrieve(String query, int topK) {
    return found;
  }

  /** Puts documents into another order, traced as the reranking of a RAG pipeline. */
  @RagEvent(value = RagEventType.RERANKING, name = "rerank")
  List<Doc> rerank(String query, List<Doc> documents) {
    return documents;
  }
}
