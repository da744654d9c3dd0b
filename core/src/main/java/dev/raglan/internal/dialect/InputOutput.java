package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.SpanType;
import dev.raglan.spi.Content;
import dev.raglan.spi.RenderedCall;
import org.jspecify.annotations.Nullable;

/**
 * The input and output that a span shows in conventions that have one of each.
 *
 * <p>That is what is bound as such, else the arguments and the result. A generation shows its
 * arguments and result even so, for its prompt and response are shown as messages; and what is
 * bound as the prompt of a prompt's composition is its template.
 */
final class InputOutput {

  private InputOutput() {}

  static @Nullable Content input(RenderedCall call) {
    if (!call.hasBindings()) {
      return call.input();
    }
    Content bound = boundInput(call);
    if (call.description().type() == SpanType.GENERATION) {
      Content input = call.input();
      return input == null ? bound : input;
    }
    return bound == null ? call.input() : bound;
  }

  private static @Nullable Content boundInput(RenderedCall call) {
    return switch (call.description().type()) {
      case PROMPT, RERANKER -> null;
      case TOOL -> call.content(Field.TOOL_ARGUMENTS);
      case RETRIEVER -> call.content(Field.QUERY);
      default -> call.content(Field.PROMPT);
    };
  }

  static @Nullable Content output(RenderedCall call) {
    if (!call.hasBindings()) {
      return call.output();
    }
    Content bound = call.content(Field.RESPONSE);
    if (call.description().type() == SpanType.GENERATION) {
      Content output = call.output();
      return output == null ? bound : output;
    }
    return bound == null ? call.output() : bound;
  }

  /** Returns a generation's prompt: what is bound to it, else the input. */
  static @Nullable Content prompt(RenderedCall call) {
    Content bound = call.content(Field.PROMPT);
    return bound == null ? call.input() : bound;
  }

  /** Returns a generation's response: what is bound to it, else the output. */
  static @Nullable Content response(RenderedCall call) {
    Content bound = call.content(Field.RESPONSE);
    return bound == null ? call.output() : bound;
  }
}
