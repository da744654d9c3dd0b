package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.raglan.internal.read.Extras;
import dev.raglan.model.RetrievedChunk;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the documents of LangChain4j. */
final class LangChain4jDocuments {

  private LangChain4jDocuments() {}

  static RetrievedChunk any(Object value) {
    if (value instanceof EmbeddingMatch<?> match) {
      return of(match);
    }
    if (value instanceof Content content) {
      return of(content);
    }
    if (value instanceof Document document) {
      return chunk(null, document.text(), null, document.metadata());
    }
    TextSegment segment = (TextSegment) value;
    return chunk(null, segment.text(), null, segment.metadata());
  }

  static RetrievedChunk of(EmbeddingMatch<?> match) {
    boolean text = match.embedded() instanceof TextSegment;
    TextSegment segment = text ? (TextSegment) match.embedded() : null;
    return chunk(
        match.embeddingId(),
        segment == null ? null : segment.text(),
        match.score(),
        segment == null ? null : segment.metadata());
  }

  /** Reads content whose metadata holds the score and the id, under the constants of an enum. */
  private static RetrievedChunk of(Content content) {
    Map<String, Object> about = new HashMap<>();
    content.metadata().forEach((key, value) -> about.put(key.name(), value));
    Object score = about.getOrDefault("RERANKED_SCORE", about.get("SCORE"));
    Object id = about.get("EMBEDDING_ID");
    return chunk(
        id == null ? null : id.toString(),
        content.textSegment().text(),
        score instanceof Number number ? (Double) number.doubleValue() : null,
        content.textSegment().metadata());
  }

  private static RetrievedChunk chunk(
      @Nullable String id,
      @Nullable String text,
      @Nullable Double score,
      @Nullable Metadata metadata) {
    Map<String, Object> extras =
        metadata == null ? Map.of() : Extras.of(new TreeMap<>(metadata.toMap()));
    return new RetrievedChunk(id, text, score, extras);
  }
}
