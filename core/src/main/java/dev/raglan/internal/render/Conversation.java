package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.model.Completion;
import dev.raglan.model.Message;
import dev.raglan.spi.Content;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages to a model and back: what is bound, else what was read out of prompt and response,
 * else their plain text as a message each. Texts are not redacted yet.
 *
 * @param system the bound system prompt; null if none is bound
 * @param input the messages to the model; a bound system prompt replaces the one they begin with
 * @param output the messages from the model, one for each choice
 */
public record Conversation(@Nullable String system, List<Message> input, List<Message> output) {

  static Conversation of(Rendering rendering) {
    String plain = bound(Field.SYSTEM_PROMPT, rendering);
    String system = plain == null ? rendering.text(Field.SYSTEM_PROMPT) : plain;
    return new Conversation(system, input(rendering, system), output(rendering));
  }

  /** The messages to the model, the system prompt first. */
  public List<Message> inputWithSystem() {
    if (system == null) {
      return input;
    }
    List<Message> all = new ArrayList<>(input.size() + 1);
    all.add(Message.of("system", system));
    all.addAll(input);
    return all;
  }

  private static List<Message> input(Rendering rendering, @Nullable String system) {
    List<Message> read = rendering.extracted().input().messages();
    if (read.isEmpty()) {
      String prompt = prompt(rendering);
      return prompt == null ? List.of() : List.of(Message.of("user", prompt));
    }
    boolean replaced = system != null && read.get(0).role().equals("system");
    return replaced ? read.subList(1, read.size()) : read;
  }

  /** A bound text is the answer; what else was read of the answer stays. */
  private static List<Message> output(Rendering rendering) {
    Completion completion = rendering.extracted().output().completion();
    List<Message> read = completion == null ? List.of() : completion.messages();
    String bound = bound(Field.RESPONSE, rendering);
    if (bound != null && (read.isEmpty() || !JsonTree.looksStructured(bound))) {
      return List.of(withContent(bound, read));
    }
    if (read.isEmpty()) {
      String response = response(rendering);
      return response == null ? List.of() : List.of(Message.of("assistant", response));
    }
    return read;
  }

  private static @Nullable String prompt(Rendering rendering) {
    if (rendering.content(Field.PROMPT) != null) {
      return bound(Field.PROMPT, rendering);
    }
    Arguments arguments = rendering.captured().arguments();
    return arguments == null ? null : plain(arguments.asInput(), rendering.input());
  }

  private static @Nullable String response(Rendering rendering) {
    Object output = rendering.captured().output();
    boolean bound = rendering.content(Field.RESPONSE) != null;
    return bound || output == null ? null : plain(output, rendering.output());
  }

  private static @Nullable String bound(Field field, Rendering rendering) {
    return plain(rendering.captured().bindings().get(field), rendering.content(field));
  }

  /** The text as it is, so that it is cut but once; null if it is no text. */
  private static @Nullable String plain(@Nullable Object value, @Nullable Content written) {
    if (value instanceof CharSequence text) {
      return text.toString();
    }
    return written == null || written.json() ? null : written.value();
  }

  private static Message withContent(String content, List<Message> read) {
    if (read.size() != 1) {
      return Message.of("assistant", content);
    }
    Message only = read.get(0);
    return new Message(
        only.role(),
        content,
        only.reasoning(),
        only.name(),
        only.toolCalls(),
        only.toolCallId(),
        only.attachments());
  }
}
