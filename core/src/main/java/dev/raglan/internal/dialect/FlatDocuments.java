package dev.raglan.internal.dialect;

import dev.raglan.model.RetrievedChunk;
import dev.raglan.semconv.OpenInferenceDocument;
import dev.raglan.spi.ContentWriter;
import dev.raglan.spi.NumberedSink;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Writes documents as one attribute for each of their values. The best are kept: as many as there
 * is room for, and as have at most four times the length of one value together. Used by one thread.
 */
final class FlatDocuments {

  private static final int MOST_ATTRIBUTES = 4;

  private final ContentWriter writer;
  private final NumberedSink sink;
  private int textRoom;

  FlatDocuments(ContentWriter writer, NumberedSink sink) {
    this.writer = writer;
    this.sink = sink;
    this.textRoom = Lengths.of(4, writer);
  }

  /**
   * Writes the documents that fit.
   *
   * @param keys the keys of a document by its number
   * @param room the most attributes that may be written
   * @return the number of documents that were left out
   */
  int write(List<RetrievedChunk> documents, IntFunction<OpenInferenceDocument> keys, int room) {
    int kept = sink.room() - Math.min(room, sink.room());
    int count = 0;
    while (count < documents.size() && sink.room() - kept >= MOST_ATTRIBUTES && textRoom > 0) {
      write(documents.get(count), keys.apply(count));
      count++;
    }
    return documents.size() - count;
  }

  private void write(RetrievedChunk document, OpenInferenceDocument keys) {
    if (document.id() != null) {
      sink.put(keys.id(), writer.text(document.id()));
    }
    if (document.content() != null) {
      String content = writer.text(document.content());
      textRoom -= content.length();
      sink.put(keys.content(), content);
    }
    Double score = document.score();
    if (score != null && Double.isFinite(score)) {
      sink.put(keys.score(), score);
    }
    Map<String, Object> extras = document.extras();
    if (!extras.isEmpty()) {
      Object ordered = extras.size() == 1 ? extras : new TreeMap<>(extras); // the same each time
      String metadata = writer.json(ordered);
      textRoom -= metadata.length();
      sink.put(keys.metadata(), metadata);
    }
  }
}
