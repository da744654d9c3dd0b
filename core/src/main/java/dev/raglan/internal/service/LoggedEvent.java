package dev.raglan.internal.service;

import org.jspecify.annotations.Nullable;

/**
 * A RAG event of a span, annotated or logged.
 *
 * @param type as in {@link dev.raglan.model.RagEventType#id()}
 * @param name the name it was given, else its type
 * @param input as text or JSON text; null for none
 * @param output as text or JSON text; null for none
 * @param metadata a JSON object as text; null for none
 */
public record LoggedEvent(
    String type,
    String name,
    @Nullable String input,
    @Nullable String output,
    @Nullable String metadata) {}
