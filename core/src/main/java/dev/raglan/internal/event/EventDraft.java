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

/** A RAG event as it is put together, before it is written. Not thread-safe. */
public final class EventDraft {

  final RagEventType type;
  final Map<String, Object> data = new LinkedHashMap<>();
  final Map<Field, Object> fields = new EnumMap<>(Field.class);
  @Nullable Object input;
  @Nullable Object output;
  Extraction fromInput = Extraction.NONE;
  Extraction fromOutput = Extraction.NONE;

  /**
   * @param input what the step was given; null for nothing
   * @param output what it produced; null for nothing
   */
  public EventDraft(RagEventType type, @Nullable Object input, @Nullable Object output) {
    this.type = type;
    this.input = input;
    this.output = output;
  }

  /** Adds what else is known; null adds nothing. */
  public EventDraft data(String key, @Nullable Object value) {
    if (value != null) {
      data.put(key, value);
    }
    return this;
  }

  /** Binds a field that the dialects have a word for; null binds nothing. */
  public EventDraft field(Field field, @Nullable Object value) {
    if (value != null) {
      fields.put(field, value);
    }
    return this;
  }

  public EventDraft inputDocuments(@Nullable Collection<RetrievedChunk> chunks, int limit) {
    fromInput = documents(chunks, limit);
    return this;
  }

  public EventDraft outputDocuments(@Nullable Collection<RetrievedChunk> chunks, int limit) {
    fromOutput = documents(chunks, limit);
    return this;
  }

  public EventDraft embeddings(Embeddings embeddings) {
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
