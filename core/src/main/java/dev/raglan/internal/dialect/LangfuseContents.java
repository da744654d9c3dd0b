package dev.raglan.internal.dialect;

import dev.raglan.internal.render.Conversation;
import dev.raglan.internal.render.InputOutput;
import dev.raglan.internal.render.MessageForm;
import dev.raglan.internal.render.MessageJson;
import dev.raglan.internal.render.Rendering;
import dev.raglan.model.Message;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.Langfuse;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a step's input and output as Langfuse shows them. */
final class LangfuseContents {

  private LangfuseContents() {}

  static void write(Rendering rendering, AttributeSink sink) {
    if (rendering.step().type() == SpanType.GENERATION) {
      writeMessages(rendering, sink);
    } else {
      sink.putIfPresent(Langfuse.OBSERVATION_INPUT, value(InputOutput.input(rendering)));
      sink.putIfPresent(Langfuse.OBSERVATION_OUTPUT, value(InputOutput.output(rendering)));
    }
  }

  private static @Nullable String value(@Nullable Content content) {
    return content == null ? null : content.value();
  }

  private static void writeMessages(Rendering rendering, AttributeSink sink) {
    Conversation conversation = rendering.conversation();
    MessageForm form = new ChatMessages(rendering.json());
    MessageJson input = MessageJson.of(conversation.inputWithSystem(), form, rendering.json());
    sink.putIfPresent(
        Langfuse.OBSERVATION_INPUT, input == null ? value(rendering.prompt()) : input.text());
    int leftOut = input == null ? 0 : input.leftOut();
    List<Message> answers = conversation.output();
    if (answers.isEmpty()) {
      sink.putIfPresent(Langfuse.OBSERVATION_OUTPUT, value(rendering.response()));
    } else if (answers.size() == 1) {
      sink.put(Langfuse.OBSERVATION_OUTPUT, single(answers.get(0), form, rendering));
    } else {
      MessageJson output = MessageJson.of(answers, form, rendering.json());
      sink.putIfPresent(Langfuse.OBSERVATION_OUTPUT, output == null ? null : output.text());
      leftOut += output == null ? 0 : output.leftOut();
    }
    rendering.leftOut().messages(leftOut);
  }

  /** An answer that is text alone stands as text. */
  private static String single(Message answer, MessageForm form, Rendering rendering) {
    boolean text =
        answer.toolCalls().isEmpty()
            && answer.attachments().isEmpty()
            && answer.reasoning() == null;
    if (text && answer.content() != null) {
      return rendering.json().text(answer.content());
    }
    int room = 2 * rendering.json().limits().maxLength();
    return rendering.json().json(form.tree(answer, 0, room), room);
  }
}
