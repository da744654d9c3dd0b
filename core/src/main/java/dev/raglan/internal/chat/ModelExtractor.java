package dev.raglan.internal.chat;

import dev.raglan.internal.message.Messages;
import dev.raglan.internal.read.Vectors;
import dev.raglan.model.Chunk;
import dev.raglan.model.Completion;
import dev.raglan.model.Document;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.Usage;
import dev.raglan.spi.ResultExtractor;
import java.util.List;
import java.util.Set;

/** Reads Raglan's own records. */
public final class ModelExtractor implements ResultExtractor {

  private static final Set<Class<?>> TYPES =
      Set.of(
          Extraction.class,
          Completion.class,
          Message.class,
          Embeddings.class,
          Usage.class,
          RetrievedChunk.class,
          Chunk.class,
          Document.class,
          float[].class,
          double[].class);

  private final Vectors vectors;

  public ModelExtractor(Vectors vectors) {
    this.vectors = vectors;
  }

  @Override
  public boolean supports(Class<?> type) {
    return TYPES.contains(type);
  }

  @Override
  public Extraction extract(Object value) {
    if (value instanceof Extraction extraction) {
      return extraction;
    }
    if (value instanceof Completion completion) {
      return Extraction.of(completion);
    }
    if (value instanceof Message message) {
      return Messages.extraction(List.of(message));
    }
    if (value instanceof Embeddings embeddings) {
      return Extraction.of(embeddings);
    }
    if (value instanceof Usage usage) {
      return Extraction.of(new Completion(null, null, List.of(), List.of(), usage));
    }
    return isVector(value) ? vector(value) : Extraction.ofDocuments(List.of(document(value)), 0);
  }

  private static boolean isVector(Object value) {
    return value instanceof float[] || value instanceof double[];
  }

  private Extraction vector(Object value) {
    int dimensions = Vectors.dimensions(value);
    return Extraction.of(new Embeddings(null, 1, dimensions, vectors.of(List.of(value)), null));
  }

  private static RetrievedChunk document(Object value) {
    if (value instanceof Chunk chunk) {
      return new RetrievedChunk(chunk.id(), chunk.content(), null, chunk.extras());
    }
    if (value instanceof Document document) {
      String text = document.content() instanceof CharSequence chars ? chars.toString() : null;
      return new RetrievedChunk(document.id(), text, null, document.extras());
    }
    return (RetrievedChunk) value;
  }
}
