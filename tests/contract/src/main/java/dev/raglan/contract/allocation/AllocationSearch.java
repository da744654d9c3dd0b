package dev.raglan.contract.allocation;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A method of a usual shape, annotated or not: a query and a number in, five documents of 400
 * characters out. It allocates nothing itself, but for {@link #copied}'s list.
 */
public class AllocationSearch {

  /** The query. */
  public static final String QUERY = "What is a raglan sleeve?";

  /** The number of documents that are wanted, and found. */
  public static final int TOP_K = 5;

  private static final int LENGTH = 400;

  /** The least that the documents have as JSON. */
  static final int CONTENT = TOP_K * LENGTH;

  private final List<Document> found =
      IntStream.range(0, TOP_K)
          .mapToObj(i -> new Document("d" + i, "x".repeat(LENGTH), 1.0 / (i + 1)))
          .toList();

  /**
   * A document.
   *
   * @param id its id
   * @param text its text
   * @param score how well it matches
   */
  public record Document(String id, String text, double score) {}

  /** The call alone. */
  public List<Document> plain(String query, int topK) {
    return found;
  }

  /** Neither input nor output are captured. */
  @Traced(value = "search", input = Capture.OFF, output = Capture.OFF)
  public List<Document> withoutContent(String query, int topK) {
    return found;
  }

  /** Immutable values are captured, and rendered on the worker. */
  @Traced("search")
  public List<Document> immutable(String query, int topK) {
    return found;
  }

  /** The result is a list that can change, of immutable values. */
  @Traced("search")
  public List<Document> copied(String query, int topK) {
    return new ArrayList<>(found);
  }

  /** The retrieval of a RAG pipeline. */
  @RagEvent(value = RagEventType.RETRIEVAL, name = "search")
  public List<Document> retrieve(String query, int topK) {
    return found;
  }
}
