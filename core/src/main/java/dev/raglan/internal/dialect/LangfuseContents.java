package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.Langfuse;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Conversation;
import dev.raglan.spi.RenderedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a step's input and output as Langfuse shows them. */
final class LangfuseContents {

  private LangfuseContents() {}

  static void write(RenderedCall call, AttributeSink sink) {
    if (call.description().type() == SpanType.GENERATION) {
      writeMessages(call, sink);
    } else {
      sink.putIfPresent(Langfuse.OBSERVATION_INPUT, value(InputOutput.input(call)));
      sink.putIfPresent(Langfuse.OBSERVATION_OUTPUT, value(InputOutput.output(call)));
    }
  }

  private static @Nullable String value(@Nullable Content content) {
    return content == null ? null : content.value();
  }

  private static void writeMessages(RenderedCall call, AttributeSink sink) {
    Conversation conversation = call.conversation();
    MessageForm form = new ChatMessages(call.writer());
    MessageJson input = MessageJson.of(conversation.inputWithSystem(), form, call.writer());
    sink.putIfPresent(
        Langfuse.OBSERVATION_INPUT, input == null ? value(InputOutput.prompt(call)) : input.text());
    int leftOut = input == null ? 0 : input.leftOut();
    List<Message> answers = conversation.output();
    if (answers.isEmpty()) {
      sink.putIfPresent(Langfuse.OBSERVATION_OUTPUT, value(InputOutput.response(call)));
    } else if (answers.size() == 1) {
      sink.put(Langfuse.OBSERVATION_OUTPUT, single(answers.get(0), form, call));
    } else {
      MessageJson output = MessageJson.of(answers, form, call.writer());
      sink.putIfPresent(Langfuse.OBSERVATION_OUTPUT, output == null ? null : output.text());
      leftOut += output == null ? 0 : output.leftOut();
    }
    call.leftOut().messages(leftOut);
  }

  /** An answer that is text alone stands as text. */
  private static String single(Message answer, MessageForm form, RenderedCall call) {
    boolean text =
        answer.toolCalls().isEmpty()
            && answer.attachments().isEmpty()
            && answer.reasoning() == null;
    if (text && answer.content() != null) {
      return call.writer().text(answer.content());
    }
    int room = 2 * call.writer().limits().maxLength();
    return call.writer().json(form.tree(answer, 0, room), room);
  }
}
