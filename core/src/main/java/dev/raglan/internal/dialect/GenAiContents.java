package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.Extraction;
import dev.raglan.semconv.GenAi;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Conversation;
import dev.raglan.spi.RenderedCall;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/** Writes what goes in and out of a step in OpenTelemetry's GenAI conventions. */
final class GenAiContents {

  private GenAiContents() {}

  static void write(RenderedCall call, AttributeSink sink) {
    switch (call.description().type()) {
      case GENERATION, AGENT -> writeMessages(call, sink);
      case RETRIEVER, RERANKER -> writeRetrieval(call, sink);
      case TOOL -> writeToolCall(call, sink);
      default -> {}
    }
  }

  private static void writeMessages(RenderedCall call, AttributeSink sink) {
    Conversation conversation = call.conversation();
    if (conversation.system() != null) {
      sink.put(
          GenAi.SYSTEM_INSTRUCTIONS, GenAiMessages.system(conversation.system(), call.writer()));
    }
    MessageJson input =
        MessageJson.of(conversation.input(), GenAiMessages.input(call.writer()), call.writer());
    MessageForm form = GenAiMessages.output(call.writer(), call.response().finishReasons());
    MessageJson output = MessageJson.of(conversation.output(), form, call.writer());
    put(GenAi.INPUT_MESSAGES, input, call.content(Field.PROMPT), sink);
    put(GenAi.OUTPUT_MESSAGES, output, call.content(Field.RESPONSE), sink);
    call.leftOut().messages(leftOut(input) + leftOut(output));
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

  private static void writeRetrieval(RenderedCall call, AttributeSink sink) {
    sink.putIfPresent(GenAi.RETRIEVAL_QUERY_TEXT, query(call));
    Extraction output = call.readFromOutput();
    if (!output.documents().isEmpty()) {
      DocumentJson documents = DocumentJson.of(output.documents(), call.writer());
      sink.put(GenAi.RETRIEVAL_DOCUMENTS, documents.text());
      call.leftOut().documents(documents.leftOut() + output.documentsLeftOut());
    }
  }

  /** The bound query, else an input that is text. */
  private static @Nullable String query(RenderedCall call) {
    String bound = call.text(Field.QUERY);
    Content input = bound == null ? call.input() : null;
    return input == null || input.json() ? bound : input.value();
  }

  private static void writeToolCall(RenderedCall call, AttributeSink sink) {
    String bound = call.text(Field.TOOL_ARGUMENTS);
    Content input = bound == null ? call.input() : null;
    sink.putIfPresent(GenAi.TOOL_CALL_ARGUMENTS, input == null ? bound : input.value());
    Content output = call.output();
    if (output != null) {
      sink.put(GenAi.TOOL_CALL_RESULT, output.value());
    }
  }
}
