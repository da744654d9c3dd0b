package dev.raglan.internal.read;

import dev.raglan.model.Extraction;
import dev.raglan.model.RetrievedChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents that a search found out of maps and beans: those that have a text and an id or a
 * score, or an id and a score, as Lucene's {@code ScoreDoc} does.
 */
public final class DocumentLists {

  private static final String[] LISTS = {
    "documents", "chunks", "matches", "hits", "results", "score_docs", "passages", "sources"
  };
  private static final String[] ID = {
    "id", "_id", "doc_id", "document_id", "chunk_id", "doc", "key"
  };
  private static final String[] SCORE = {
    "score", "_score", "similarity", "relevance_score", "relevance"
  };
  private static final String[] CONTENT = {
    "content", "text", "page_content", "passage", "body", "chunk", "snippet"
  };

  /** Names of which each document and each list of documents has one. */
  public static final String[] DISTINCTIVE =
      Stream.of(LISTS, SCORE, CONTENT, new String[] {"document", "_source"})
          .flatMap(Arrays::stream)
          .toArray(String[]::new);

  private DocumentLists() {}

  /** Returns the documents that the value or a list in it holds; null if there are none. */
  public static @Nullable Extraction of(Shape shape) {
    RetrievedChunk single = document(shape);
    return single == null ? listed(shape) : Extraction.ofDocuments(List.of(single), 0);
  }

  /** Returns the documents that a list in the value holds; null if there are none. */
  public static @Nullable Extraction listed(Shape shape) {
    List<RetrievedChunk> documents = new ArrayList<>();
    for (Shape each : shape.list(Limits.DOCUMENTS, LISTS)) {
      RetrievedChunk document = document(each);
      if (document == null) {
        return null;
      }
      documents.add(document);
    }
    return documents.isEmpty()
        ? null
        : Extraction.ofDocuments(documents, shape.size(LISTS) - documents.size());
  }

  /** Returns the document that the value is; null if it is not a document. */
  static @Nullable RetrievedChunk document(Shape shape) {
    Shape nested = shape.at("document", "chunk", "_source");
    Shape inner = nested == null || nested.isText() ? shape : nested;
    String content = inner.text(CONTENT);
    String id = shape.id(ID);
    String innerId = id == null ? inner.id(ID) : id;
    Double score = shape.number(SCORE);
    Double innerScore = score == null ? inner.number(SCORE) : score;
    int known =
        (content == null ? 0 : 1) + (innerId == null ? 0 : 1) + (innerScore == null ? 0 : 1);
    return known < 2
        ? null
        : new RetrievedChunk(innerId, content, innerScore, Extras.of(inner.get("metadata")));
  }
}
