package dev.raglan.internal.event;

import io.opentelemetry.api.trace.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the RAG events that are logged next.
 *
 * @param name the event's name; null for that of its type
 * @param metadata further data
 * @param span the span it is logged on; null for the current one
 * @param vectors true if embedding vectors are written
 */
record EventOptions(
    @Nullable String name,
    Map<String, ? extends @Nullable Object> metadata,
    @Nullable Span span,
    boolean vectors) {

  static final EventOptions NONE = new EventOptions(null, Map.of(), null, false);

  EventOptions withName(@Nullable String newName) {
    return new EventOptions(newName, metadata, span, vectors);
  }

  EventOptions withMetadata(Map<String, ? extends @Nullable Object> newMetadata) {
    return new EventOptions(name, newMetadata, span, vectors);
  }

  EventOptions withSpan(@Nullable Span newSpan) {
    return new EventOptions(name, metadata, newSpan, vectors);
  }

  EventOptions withVectors() {
    return new EventOptions(name, metadata, span, true);
  }
}
