package dev.raglan.internal.dialect;

import dev.raglan.model.Extraction;
import dev.raglan.semconv.OpenInferenceDocument;
import dev.raglan.semconv.OpenInferenceMessage;
import dev.raglan.spi.Conversation;
import dev.raglan.spi.NumberedSink;
import dev.raglan.spi.RenderedCall;

/**
 * Writes messages, tools, documents and embeddings in the OpenInference conventions: flattened, one
 * attribute for each value.
 */
final class OpenInferenceLists {

  private OpenInferenceLists() {}

  static void write(RenderedCall call, NumberedSink sink) {
    switch (call.description().type()) {
      case GENERATION -> writeMessages(call, sink);
      case EMBEDDING -> FlatEmbeddings.write(call, sink);
      case RETRIEVER -> writeRetrieved(call, sink);
      case RERANKER -> writeReranked(call, sink);
      default -> {}
    }
  }

  /** The answer comes first and takes half of the room at most; then tools, then the prompt. */
  private static void writeMessages(RenderedCall call, NumberedSink sink) {
    Conversation conversation = call.conversation();
    FlatMessages messages = new FlatMessages(call.writer(), sink, call.leftOut());
    int leftOut =
        messages.write(conversation.output(), OpenInferenceMessage::output, sink.room() / 2);
    FlatTools.write(call, sink);
    leftOut +=
        messages.write(conversation.inputWithSystem(), OpenInferenceMessage::input, sink.room());
    call.leftOut().messages(leftOut);
  }

  private static void writeRetrieved(RenderedCall call, NumberedSink sink) {
    Extraction output = call.readFromOutput();
    int leftOut =
        new FlatDocuments(call.writer(), sink)
            .write(output.documents(), OpenInferenceDocument::retrieved);
    call.leftOut().documents(leftOut + output.documentsLeftOut());
  }

  /** Writes the reranked documents, then those that were to be reranked. */
  private static void writeReranked(RenderedCall call, NumberedSink sink) {
    Extraction output = call.readFromOutput();
    Extraction input = call.readFromInput();
    FlatDocuments documents = new FlatDocuments(call.writer(), sink);
    int leftOut = documents.write(output.documents(), OpenInferenceDocument::rerankerOutput);
    leftOut += documents.write(input.documents(), OpenInferenceDocument::rerankerInput);
    call.leftOut().documents(leftOut + output.documentsLeftOut() + input.documentsLeftOut());
  }
}
