package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.OpenInferenceDocument;
import dev.raglan.semconv.OpenInferenceMessage;
import dev.raglan.spi.Content;
import dev.raglan.spi.Conversation;
import dev.raglan.spi.NumberedSink;
import dev.raglan.spi.RenderedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages, tools, documents and embeddings in the OpenInference conventions: flattened, one
 * attribute for each value.
 */
final class OpenInferenceLists {

  /** Past these, tools would take the room of messages. */
  private static final int MOST_TOOLS = 16;

  private OpenInferenceLists() {}

  static void write(RenderedCall call, NumberedSink sink) {
    SpanType type = call.description().type();
    if (type == SpanType.GENERATION) {
      writeMessages(call, sink);
    } else if (type == SpanType.RERANKER) {
      writeReranked(call, sink);
    } else {
      writeFound(call, sink, sink.room());
      if (type == SpanType.EMBEDDING) {
        writeEmbeddings(call, sink);
      }
    }
  }

  /**
   * The answer comes first and takes half of the room at most; then documents, a quarter at most;
   * then tools, then the prompt.
   */
  private static void writeMessages(RenderedCall call, NumberedSink sink) {
    int half = sink.room() / 2;
    Conversation conversation = call.conversation();
    FlatMessages messages = new FlatMessages(call.writer(), sink, call.leftOut());
    int leftOut = messages.write(conversation.output(), OpenInferenceMessage::output, half);
    writeFound(call, sink, half / 2);
    writeTools(call, sink);
    leftOut +=
        messages.write(conversation.inputWithSystem(), OpenInferenceMessage::input, sink.room());
    call.leftOut().messages(leftOut + conversation.leftOut());
  }

  private static void writeFound(RenderedCall call, NumberedSink sink, int room) {
    ReadDocuments found = ReadDocuments.of(call);
    int leftOut =
        new FlatDocuments(call.writer(), sink)
            .write(found.documents(), OpenInferenceDocument::retrieved, room);
    call.leftOut().documents(leftOut + found.leftOut());
  }

  /** The reranked documents come before those that were to be reranked. */
  private static void writeReranked(RenderedCall call, NumberedSink sink) {
    Extraction output = call.readFromOutput();
    Extraction input = call.readFromInput();
    FlatDocuments documents = new FlatDocuments(call.writer(), sink);
    int leftOut =
        documents.write(output.documents(), OpenInferenceDocument::rerankerOutput, sink.room());
    leftOut +=
        documents.write(input.documents(), OpenInferenceDocument::rerankerInput, sink.room());
    call.leftOut().documents(leftOut + output.documentsLeftOut() + input.documentsLeftOut());
  }

  /** Tools are written as one attribute each; the first are kept. */
  private static void writeTools(RenderedCall call, NumberedSink sink) {
    List<ToolDefinitions.Tool> tools = ToolDefinitions.of(call);
    int number = 0;
    while (number < tools.size() && number < MOST_TOOLS && sink.room() > 0) {
      sink.put(OpenInference.toolSchema(number), tools.get(number).provider(call.writer()));
      number++;
    }
    call.leftOut().tools(tools.size() - number);
  }

  /** One attribute for each text, and one for each vector that was read; the first are kept. */
  private static void writeEmbeddings(RenderedCall call, NumberedSink sink) {
    Embeddings embeddings = call.readFromOutput().embeddings();
    List<List<Double>> vectors = embeddings == null ? List.of() : embeddings.vectors();
    List<String> texts = texts(call);
    int count = Math.max(texts.size(), vectors.size());
    int number = 0;
    while (number < count && sink.room() >= 2) {
      if (number < texts.size()) {
        sink.put(OpenInference.embeddingText(number), texts.get(number));
      }
      if (number < vectors.size()) {
        sink.put(OpenInference.embeddingVector(number), vectors.get(number));
      }
      number++;
    }
    call.leftOut().embeddings(count - number);
  }

  /** Returns the embedded texts: a text, or a list of texts. */
  private static List<String> texts(RenderedCall call) {
    Content input = input(call);
    if (input == null) {
      return List.of();
    }
    if (!input.json()) {
      return List.of(input.value());
    }
    return call.writer().parse(input.value()) instanceof List<?> list
            && list.stream().allMatch(String.class::isInstance)
        ? list.stream().map(String.class::cast).toList()
        : List.of();
  }

  private static @Nullable Content input(RenderedCall call) {
    Content query = call.content(Field.QUERY);
    Content prompt = query == null ? call.content(Field.PROMPT) : query;
    return prompt == null ? call.input() : prompt;
  }
}
