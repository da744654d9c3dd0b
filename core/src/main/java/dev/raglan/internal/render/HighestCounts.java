package dev.raglan.internal.render;

import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.TruncationCounts;
import io.opentelemetry.api.common.AttributeKey;

/** Keeps the counts of the dialect that left out the most. Used by one thread. */
final class HighestCounts implements TruncationCounts {

  private int messages;
  private int messageParts;
  private int documents;
  private int tools;
  private int embeddings;

  @Override
  public void messages(int count) {
    messages = Math.max(messages, count);
  }

  @Override
  public void messageParts(int count) {
    messageParts = Math.max(messageParts, count);
  }

  @Override
  public void documents(int count) {
    documents = Math.max(documents, count);
  }

  @Override
  public void tools(int count) {
    tools = Math.max(tools, count);
  }

  @Override
  public void embeddings(int count) {
    embeddings = Math.max(embeddings, count);
  }

  /** Writes the counts that are not zero. */
  void write(AttributeSink sink) {
    write(RaglanAttributes.MESSAGES_LEFT_OUT, messages, sink);
    write(RaglanAttributes.MESSAGE_PARTS_LEFT_OUT, messageParts, sink);
    write(RaglanAttributes.DOCUMENTS_LEFT_OUT, documents, sink);
    write(RaglanAttributes.TOOLS_LEFT_OUT, tools, sink);
    write(RaglanAttributes.EMBEDDINGS_LEFT_OUT, embeddings, sink);
  }

  private static void write(AttributeKey<Long> key, int count, AttributeSink sink) {
    if (count > 0) {
      sink.put(key, (long) count);
    }
  }
}
