package dev.raglan.samples.rag.search;

/**
 * A chunk that was found for a question.
 *
 * @param id the chunk's id
 * @param title the title of the document it is from
 * @param content the passage
 * @param score how well it fits, by the step that returned it: larger is better
 */
public record RetrievedDoc(String id, String title, String content, double score) {

  RetrievedDoc withScore(double newScore) {
    return new RetrievedDoc(id, title, content, newScore);
  }

  /** The document that the chunk is of. */
  public String documentId() {
    int number = id.indexOf('#');
    return number < 0 ? id : id.substring(0, number);
  }
}
