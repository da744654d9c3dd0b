package dev.raglan.spi;

import dev.raglan.model.Operation;
import dev.raglan.model.RagEventType;
import dev.raglan.model.SpanType;
import java.util.List;
import java.util.Objects;
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
      @Nullable String promptSlug) {

    // Written out as those of the description are.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof GenerationDescription that
          && operation == that.operation
          && Objects.equals(provider, that.provider)
          && Objects.equals(model, that.model)
          && Objects.equals(promptSlug, that.promptSlug);
    }

    @Override
    public int hashCode() {
      return 31 * Objects.hashCode(provider) + Objects.hashCode(model);
    }
  }

  // Written out, as every span of the facade looks its constants up by it: a record's own are made
  // of method handles, which take a tenth of the time that such a span takes.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof SpanDescription that
            && type == that.type
            && event == that.event
            && Objects.equals(name, that.name)
            && tags.equals(that.tags)
            && Objects.equals(generation, that.generation)
            && Objects.equals(customType, that.customType)
            && Objects.equals(eventName, that.eventName);
  }

  @Override
  public int hashCode() {
    int hash = 31 * Objects.hashCode(name) + Objects.hashCode(type);
    return 31 * hash + (generation == null ? 0 : generation.hashCode());
  }

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
