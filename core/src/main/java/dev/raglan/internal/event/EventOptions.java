package dev.raglan.internal.event;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the RAG events that are logged next.
 *
 * @param name the event's name; null for that of its type
 * @param metadata further data
 * @param span the span it is logged on; null for the current one
 * @param context the context of that span; null for the current one
 * @param vectors true if embedding vectors are written
 */
record EventOptions(
    @Nullable String name,
    Map<String, ? extends @Nullable Object> metadata,
    @Nullable Span span,
    @Nullable Context context,
    boolean vectors) {

  static final EventOptions NONE = new EventOptions(null, Map.of(), null, null, false);

  EventOptions withName(@Nullable String newName) {
    return new EventOptions(newName, metadata, span, context, vectors);
  }

  EventOptions withMetadata(Map<String, ? extends @Nullable Object> newMetadata) {
    return new EventOptions(name, newMetadata, span, context, vectors);
  }

  EventOptions withSpan(@Nullable Span newSpan, @Nullable Context itsContext) {
    return new EventOptions(name, metadata, newSpan, itsContext, vectors);
  }

  EventOptions withVectors() {
    return new EventOptions(name, metadata, span, context, true);
  }
}
