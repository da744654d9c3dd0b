package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.Message;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Text;
import dev.raglan.model.SpanType;
import dev.raglan.spi.Content;
import dev.raglan.spi.RenderedCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input and output of a span in conventions that have one of each.
 *
 * <p>For a generation they are its messages and its answer, in the form of OpenAI's chat API; text
 * alone stands as text. For other spans they are the values bound as such, else the arguments and
 * the result; the prompt bound to a prompt's composition is its template.
 */
final class InputOutput {

  private InputOutput() {}

  static @Nullable Content input(RenderedCall call) {
    if (call.description().type() == SpanType.GENERATION) {
      List<Message> messages = call.conversation().inputWithSystem();
      boolean alone = messages.size() == 1 && messages.get(0).role().equals("user");
      Content text = alone ? text(messages.get(0), call) : null;
      return text == null ? prompt(call) : text;
    }
    Content bound = call.hasBindings() ? boundInput(call) : null;
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

  /**
   * Returns the arguments of a tool as the object that the conventions want: one that stands alone
   * is under its name, unless it is an object itself or the text of one.
   */
  static @Nullable Content toolArguments(RenderedCall call) {
    Content bound = call.hasBindings() ? call.content(Field.TOOL_ARGUMENTS) : null;
    Content stated = bound == null ? call.input() : bound;
    if (stated == null || isObject(stated, call)) {
      return stated;
    }
    Content input = call.input();
    boolean isInput = input != null && input.value().equals(stated.value());
    return isInput ? call.inputByName() : stated;
  }

  private static boolean isObject(Content content, RenderedCall call) {
    return content.json()
        ? content.value().startsWith("{")
        : call.writer().parse(content.value()) instanceof Map;
  }

  static @Nullable Content output(RenderedCall call) {
    if (call.description().type() == SpanType.GENERATION) {
      return response(call);
    }
    Content bound = call.hasBindings() ? call.content(Field.RESPONSE) : null;
    return bound == null ? call.output() : bound;
  }

  /** Returns a generation's messages; where it has none, its bound prompt, else its arguments. */
  static @Nullable Content prompt(RenderedCall call) {
    MessageJson messages = messages(call.conversation().inputWithSystem(), call);
    return messages == null
        ? firstOf(call.content(Field.PROMPT), call.input())
        : new Content(messages.text(), true);
  }

  /** Returns a generation's answer; where it has none, its bound response, else its result. */
  private static @Nullable Content response(RenderedCall call) {
    List<Message> answers = call.conversation().output();
    if (answers.size() == 1) {
      Content result = call.output();
      if (result != null && result.json() && result.value().equals(answers.get(0).content())) {
        return result; // What an answer was made into.
      }
      Content text = text(answers.get(0), call);
      return text == null ? single(answers.get(0), call) : text;
    }
    MessageJson messages = messages(answers, call);
    return messages == null
        ? firstOf(call.content(Field.RESPONSE), call.output())
        : new Content(messages.text(), true);
  }

  private static @Nullable MessageJson messages(List<Message> messages, RenderedCall call) {
    MessageJson json =
        MessageJson.of(messages, new ChatMessages(call.writer(), call.leftOut()), call.writer());
    int notRead = call.conversation().leftOut();
    call.leftOut().messages((json == null ? messages.size() : json.leftOut()) + notRead);
    return json;
  }

  private static @Nullable Content single(Message message, RenderedCall call) {
    int room = Lengths.of(2, call.writer());
    JsonObject json = new ChatMessages(call.writer(), call.leftOut()).json(message, 0, room);
    return json == null ? null : new Content(json.close(), true);
  }

  /** Returns the text of a message that is text alone, besides its sources; null for others. */
  private static @Nullable Content text(Message message, RenderedCall call) {
    boolean text =
        message.parts().stream().filter(part -> !OtherPart.isCitations(part)).count() == 1
            && message.parts().get(0) instanceof Text
            && message.partsLeftOut() == 0
            && message.name() == null;
    return text && message.content() != null
        ? new Content(call.writer().text(message.content()), false)
        : null;
  }

  private static @Nullable Content firstOf(@Nullable Content first, @Nullable Content second) {
    return first == null ? second : first;
  }
}
