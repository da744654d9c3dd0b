package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.model.SpanType;
import dev.raglan.spi.Content;
import org.jspecify.annotations.Nullable;

/**
 * What a step shows as its input and output in conventions that have one of each.
 *
 * <p>That is what is bound as such, else the arguments and the result. A generation shows its
 * arguments and result even so, for its prompt and response are shown as messages; and what is
 * bound as the prompt of a prompt's composition is its template.
 */
public final class InputOutput {

  private InputOutput() {}

  public static @Nullable Content input(Rendering rendering) {
    if (!rendering.hasBindings()) {
      return rendering.input();
    }
    Content bound = boundInput(rendering);
    if (rendering.step().type() == SpanType.GENERATION) {
      Content input = rendering.input();
      return input == null ? bound : input;
    }
    return bound == null ? rendering.input() : bound;
  }

  private static @Nullable Content boundInput(Rendering rendering) {
    return switch (rendering.step().type()) {
      case PROMPT, RERANKER -> null;
      case TOOL -> rendering.content(Field.TOOL_ARGUMENTS);
      case RETRIEVER -> rendering.content(Field.QUERY);
      default -> rendering.content(Field.PROMPT);
    };
  }

  public static @Nullable Content output(Rendering rendering) {
    if (!rendering.hasBindings()) {
      return rendering.output();
    }
    Content bound = rendering.content(Field.RESPONSE);
    if (rendering.step().type() == SpanType.GENERATION) {
      Content output = rendering.output();
      return output == null ? bound : output;
    }
    return bound == null ? rendering.output() : bound;
  }
}
