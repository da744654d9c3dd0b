package dev.raglan.internal.dialect;

import dev.raglan.model.Extraction;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.SpanType;
import dev.raglan.spi.ContentWriter;
import dev.raglan.spi.RenderedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documents that a call found, on a span of whatever type: those of its result, else those that
 * it was given. Of a reranking only its result counts as found.
 *
 * @param documents the documents, the best first
 * @param leftOut the number of documents that were not read
 */
record ReadDocuments(List<RetrievedChunk> documents, int leftOut) {

  /** The most characters of one document, so that a long id does not cost others their place. */
  private static final int LONGEST = 256;

  static ReadDocuments of(RenderedCall call) {
    Extraction read = call.readFromOutput();
    if (read.documents().isEmpty() && call.description().type() != SpanType.RERANKER) {
      read = call.readFromInput();
    }
    return new ReadDocuments(read.documents(), read.documentsLeftOut());
  }

  /**
   * Returns ids and scores as {@code gen_ai.retrieval.documents}. The convention requires both, so
   * a document that lacks one is left out, as those are for which there is no room: all are noted.
   *
   * @return null if no document is written
   */
  static @Nullable String genAi(RenderedCall call) {
    ReadDocuments read = of(call);
    ContentWriter writer = call.writer();
    JsonArray array = new JsonArray(Lengths.ofOne(writer));
    int count = 0;
    for (RetrievedChunk document : read.documents) {
      if (count == writer.limits().maxItems()) {
        break;
      }
      JsonObject json = genAi(document, writer);
      if (json != null && !array.add(json)) {
        break;
      }
      count += json == null ? 0 : 1;
    }
    call.leftOut().documents(read.documents.size() - count + read.leftOut);
    return count == 0 ? null : array.close();
  }

  private static @Nullable JsonObject genAi(RetrievedChunk document, ContentWriter writer) {
    Double score = document.score();
    if (document.id() == null || score == null || !Double.isFinite(score)) {
      return null;
    }
    return new JsonObject(writer)
        .json("id", writer.json(document.id(), LONGEST))
        .json("score", writer.json(score));
  }
}
