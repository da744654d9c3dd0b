package dev.raglan.model;

import org.jspecify.annotations.Nullable;

/**
 * A tool call that a model asks for.
 *
 * @param id the provider's id of the call; null if it gives none
 * @param name the tool's name
 * @param arguments the arguments, as JSON text; null if there are none
 */
public record ToolCall(@Nullable String id, String name, @Nullable String arguments)
    implements Message.Part {}
