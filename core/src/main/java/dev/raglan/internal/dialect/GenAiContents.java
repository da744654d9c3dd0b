package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.internal.render.Conversation;
import dev.raglan.internal.render.DocumentJson;
import dev.raglan.internal.render.MessageForm;
import dev.raglan.internal.render.MessageJson;
import dev.raglan.internal.render.Rendering;
import dev.raglan.model.Extraction;
import dev.raglan.semconv.GenAi;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/** Writes what goes in and out of a step in OpenTelemetry's GenAI conventions. */
final class GenAiContents {

  private GenAiContents() {}

  static void write(Rendering rendering, AttributeSink sink) {
    switch (rendering.step().type()) {
      case GENERATION, AGENT -> writeMessages(rendering, sink);
      case RETRIEVER, RERANKER -> writeRetrieval(rendering, sink);
      case TOOL -> writeToolCall(rendering, sink);
      default -> {}
    }
  }

  private static void writeMessages(Rendering rendering, AttributeSink sink) {
    Conversation conversation = rendering.conversation();
    if (conversation.system() != null) {
      sink.put(
          GenAi.SYSTEM_INSTRUCTIONS, GenAiMessages.system(conversation.system(), rendering.json()));
    }
    MessageJson input =
        MessageJson.of(
            conversation.input(), GenAiMessages.input(rendering.json()), rendering.json());
    MessageForm form = GenAiMessages.output(rendering.json(), rendering.answer().finishReasons());
    MessageJson output = MessageJson.of(conversation.output(), form, rendering.json());
    put(GenAi.INPUT_MESSAGES, input, rendering.content(Field.PROMPT), sink);
    put(GenAi.OUTPUT_MESSAGES, output, rendering.content(Field.RESPONSE), sink);
    rendering.leftOut().messages(leftOut(input) + leftOut(output));
  }

  /** JSON that is bound as prompt or response and is no messages stays as it is. */
  private static void put(
      AttributeKey<String> key,
      @Nullable MessageJson messages,
      @Nullable Content bound,
      AttributeSink sink) {
    if (messages != null) {
      sink.put(key, messages.text());
    } else if (bound != null && bound.json()) {
      sink.put(key, bound.value());
    }
  }

  private static int leftOut(@Nullable MessageJson messages) {
    return messages == null ? 0 : messages.leftOut();
  }

  private static void writeRetrieval(Rendering rendering, AttributeSink sink) {
    sink.putIfPresent(GenAi.RETRIEVAL_QUERY_TEXT, query(rendering));
    Extraction output = rendering.extracted().output();
    if (!output.documents().isEmpty()) {
      DocumentJson documents = DocumentJson.of(output.documents(), rendering.json());
      sink.put(GenAi.RETRIEVAL_DOCUMENTS, documents.text());
      rendering.leftOut().documents(documents.leftOut() + output.documentsLeftOut());
    }
  }

  /** The bound query, else an input that is text. */
  private static @Nullable String query(Rendering rendering) {
    String bound = rendering.text(Field.QUERY);
    Content input = bound == null ? rendering.input() : null;
    return input == null || input.json() ? bound : input.value();
  }

  private static void writeToolCall(Rendering rendering, AttributeSink sink) {
    String bound = rendering.text(Field.TOOL_ARGUMENTS);
    Content input = bound == null ? rendering.input() : null;
    sink.putIfPresent(GenAi.TOOL_CALL_ARGUMENTS, input == null ? bound : input.value());
    Content output = rendering.output();
    if (output != null) {
      sink.put(GenAi.TOOL_CALL_RESULT, output.value());
    }
  }
}
