package dev.raglan.internal.event;

import dev.raglan.annotation.Field;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.RagEventType;
import dev.raglan.model.RetrievedChunk;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A RAG event that is being put together. Not thread-safe. */
final class EventDraft {

  final RagEventType type;
  final Map<String, Object> data = new LinkedHashMap<>();
  final Map<Field, Object> fields = new EnumMap<>(Field.class);
  @Nullable Object input;
  @Nullable Object output;
  Extraction fromInput = Extraction.NONE;
  Extraction fromOutput = Extraction.NONE;

  /**
   * @param input the input; null for none
   * @param output the output; null for none
   */
  EventDraft(RagEventType type, @Nullable Object input, @Nullable Object output) {
    this.type = type;
    this.input = input;
    this.output = output;
  }

  /** Adds further data; null adds nothing. */
  EventDraft data(String key, @Nullable Object value) {
    if (value != null) {
      data.put(key, value);
    }
    return this;
  }

  /** Binds a field that the dialects know; null binds nothing. */
  EventDraft field(Field field, @Nullable Object value) {
    if (value != null) {
      fields.put(field, value);
    }
    return this;
  }

  EventDraft inputDocuments(@Nullable Collection<RetrievedChunk> chunks, int limit) {
    fromInput = documents(chunks, limit);
    return this;
  }

  EventDraft outputDocuments(@Nullable Collection<RetrievedChunk> chunks, int limit) {
    fromOutput = documents(chunks, limit);
    return this;
  }

  EventDraft embeddings(Embeddings embeddings) {
    fromOutput = Extraction.of(embeddings);
    return this;
  }

  private static Extraction documents(@Nullable Collection<RetrievedChunk> chunks, int limit) {
    if (chunks == null) {
      return Extraction.NONE;
    }
    List<RetrievedChunk> all = chunks.stream().filter(Objects::nonNull).toList();
    int kept = Math.min(limit, all.size());
    return Extraction.ofDocuments(all.subList(0, kept), all.size() - kept);
  }
}
