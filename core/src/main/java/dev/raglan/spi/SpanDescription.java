package dev.raglan.spi;

import dev.raglan.model.Operation;
import dev.raglan.model.RagEventType;
import dev.raglan.model.SpanType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a span before its call: the constants of an annotated method.
 *
 * @param name the span's name
 * @param type what kind of step it is
 * @param customType the application's own word for it; null unless the type is {@link
 *     SpanType#CUSTOM}
 * @param generation what the annotation says of a generation; null for other steps
 * @param event the RAG event that the span stands for; null for none
 * @param eventName the RAG event's own name; null for none
 * @param tags tags, in order
 */
public record SpanDescription(
    String name,
    SpanType type,
    @Nullable String customType,
    @Nullable GenerationDescription generation,
    @Nullable RagEventType event,
    @Nullable String eventName,
    List<String> tags) {

  /** Copies the tags. */
  public SpanDescription {
    tags = List.copyOf(tags);
  }

  /**
   * The facts of a generation before its call.
   *
   * @param operation what is asked of the model
   * @param provider the model's provider; null if it is bound or not known
   * @param model the requested model; null if it is bound or not known
   * @param promptSlug the slug of the prompt template; null for none
   */
  public record GenerationDescription(
      Operation operation,
      @Nullable String provider,
      @Nullable String model,
      @Nullable String promptSlug) {}

  /** Returns the step with another type; a generation is taken for a chat. */
  public SpanDescription as(SpanType newType) {
    GenerationDescription chat =
        newType == SpanType.GENERATION
            ? new GenerationDescription(Operation.CHAT, null, null, null)
            : null;
    return new SpanDescription(name, newType, null, chat, event, eventName, tags);
  }

  /** Returns the description with another name. */
  public SpanDescription named(String newName) {
    return new SpanDescription(newName, type, customType, generation, event, eventName, tags);
  }

  /** Returns the description of a span that is known by its name and type alone. */
  public static SpanDescription of(String name, SpanType type) {
    return new SpanDescription(name, type, null, null, null, null, List.of());
  }
}
