package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.semconv.GenAi;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.ContentWriter;
import dev.raglan.spi.Conversation;
import dev.raglan.spi.RenderedCall;
import org.jspecify.annotations.Nullable;

/** Writes the input and output of a span in OpenTelemetry's GenAI conventions. */
final class GenAiContents {

  private GenAiContents() {}

  static void write(RenderedCall call, AttributeSink sink) {
    switch (call.description().type()) {
      case GENERATION, AGENT -> writeMessages(call, sink);
      case RETRIEVER, RERANKER -> sink.putIfPresent(GenAi.RETRIEVAL_QUERY_TEXT, query(call));
      case TOOL -> writeToolCall(call, sink);
      default -> {}
    }
    sink.putIfPresent(GenAi.RETRIEVAL_DOCUMENTS, ReadDocuments.genAi(call));
    if (call.hasBindings()) {
      sink.putIfPresent(GenAi.TOOL_DEFINITIONS, ToolDefinitions.genAi(call));
    }
  }

  private static void writeMessages(RenderedCall call, AttributeSink sink) {
    Conversation conversation = call.conversation();
    ContentWriter writer = call.writer();
    if (conversation.system() != null) {
      sink.put(GenAi.SYSTEM_INSTRUCTIONS, GenAiMessages.system(conversation.system(), writer));
    }
    MessageJson.Form inputForm = GenAiMessages.input(writer, call.leftOut());
    MessageJson input = MessageJson.of(conversation.input(), inputForm, writer);
    MessageJson.Form outputForm =
        GenAiMessages.output(writer, call.leftOut(), call.response().finishReasons());
    MessageJson output = MessageJson.of(conversation.output(), outputForm, writer);
    sink.putIfPresent(GenAi.INPUT_MESSAGES, input == null ? null : input.text());
    sink.putIfPresent(GenAi.OUTPUT_MESSAGES, output == null ? null : output.text());
    call.leftOut()
        .messages(
            (input == null ? conversation.input().size() : input.leftOut())
                + (output == null ? conversation.output().size() : output.leftOut())
                + conversation.leftOut());
  }

  /** Returns the bound query, else an input that is text. */
  private static @Nullable String query(RenderedCall call) {
    String bound = call.text(Field.QUERY);
    Content input = bound == null ? call.input() : null;
    return input == null || input.json() ? bound : input.value();
  }

  private static void writeToolCall(RenderedCall call, AttributeSink sink) {
    Content arguments = InputOutput.toolArguments(call);
    if (arguments != null) {
      sink.put(GenAi.TOOL_CALL_ARGUMENTS, arguments.value());
    }
    Content output = call.output();
    if (output != null) {
      sink.put(GenAi.TOOL_CALL_RESULT, output.value());
    }
  }
}
