package dev.raglan.spi;

import dev.raglan.model.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages to a model and back. Their texts are neither redacted nor cut yet: see {@link
 * ContentWriter}.
 *
 * @param system the bound system prompt; null if none is bound
 * @param input the messages to the model; a bound system prompt replaces the one they begin with
 * @param output the messages from the model, one for each choice
 * @param leftOut the number of messages that were not read, of both
 */
public record Conversation(
    @Nullable String system, List<Message> input, List<Message> output, int leftOut) {

  /** Creates a conversation of which all messages were read. */
  public Conversation(@Nullable String system, List<Message> input, List<Message> output) {
    this(system, input, output, 0);
  }

  /** Returns the messages to the model, a bound system prompt first. */
  public List<Message> inputWithSystem() {
    if (system == null) {
      return input;
    }
    List<Message> all = new ArrayList<>(input.size() + 1);
    all.add(Message.of("system", system));
    all.addAll(input);
    return all;
  }
}
