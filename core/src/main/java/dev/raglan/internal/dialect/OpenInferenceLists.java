package dev.raglan.internal.dialect;

import dev.raglan.internal.render.Conversation;
import dev.raglan.internal.render.NumberedSink;
import dev.raglan.internal.render.Rendering;
import dev.raglan.model.Extraction;
import dev.raglan.semconv.OpenInferenceDocument;
import dev.raglan.semconv.OpenInferenceMessage;

/**
 * Writes messages, tools, documents and embeddings in the OpenInference conventions: flattened, one
 * attribute for each value.
 */
final class OpenInferenceLists {

  private OpenInferenceLists() {}

  static void write(Rendering rendering, NumberedSink sink) {
    switch (rendering.step().type()) {
      case GENERATION -> writeMessages(rendering, sink);
      case EMBEDDING -> FlatEmbeddings.write(rendering, sink);
      case RETRIEVER -> writeRetrieved(rendering, sink);
      case RERANKER -> writeReranked(rendering, sink);
      default -> {}
    }
  }

  /** The answer comes first and takes half of the room at most; then tools, then the prompt. */
  private static void writeMessages(Rendering rendering, NumberedSink sink) {
    Conversation conversation = rendering.conversation();
    FlatMessages messages = new FlatMessages(rendering.json(), sink, rendering.leftOut());
    int leftOut =
        messages.write(conversation.output(), OpenInferenceMessage::output, sink.room() / 2);
    FlatTools.write(rendering, sink);
    leftOut +=
        messages.write(conversation.inputWithSystem(), OpenInferenceMessage::input, sink.room());
    rendering.leftOut().messages(leftOut);
  }

  private static void writeRetrieved(Rendering rendering, NumberedSink sink) {
    Extraction output = rendering.extracted().output();
    int leftOut =
        new FlatDocuments(rendering.json(), sink)
            .write(output.documents(), OpenInferenceDocument::retrieved);
    rendering.leftOut().documents(leftOut + output.documentsLeftOut());
  }

  /** What was reranked comes before what was to be. */
  private static void writeReranked(Rendering rendering, NumberedSink sink) {
    Extraction output = rendering.extracted().output();
    Extraction input = rendering.extracted().input();
    FlatDocuments documents = new FlatDocuments(rendering.json(), sink);
    int leftOut = documents.write(output.documents(), OpenInferenceDocument::rerankerOutput);
    leftOut += documents.write(input.documents(), OpenInferenceDocument::rerankerInput);
    rendering.leftOut().documents(leftOut + output.documentsLeftOut() + input.documentsLeftOut());
  }
}
