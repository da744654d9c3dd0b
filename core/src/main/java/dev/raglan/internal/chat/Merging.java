package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.Message;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The extractions of a list's elements, merged into one. Not thread-safe. */
final class Merging {

  private final List<Message> messages = new ArrayList<>();
  private final List<Completion> completions = new ArrayList<>();
  private final List<RetrievedChunk> documents = new ArrayList<>();
  private final List<Embeddings> embeddings = new ArrayList<>();
  private @Nullable Completion bare;
  private @Nullable Failure failure;
  private int documentsLeftOut;
  private int messagesLeftOut;

  void add(Extraction element) {
    messages.addAll(element.messages());
    documents.addAll(element.documents());
    documentsLeftOut += element.documentsLeftOut();
    messagesLeftOut += element.messagesLeftOut();
    if (element.embeddings() != null) {
      embeddings.add(element.embeddings());
    }
    failure = failure == null ? element.failure() : failure;
    Completion completion = element.completion();
    if (completion != null && isBare(completion)) {
      messages.addAll(completion.messages());
      bare = completion;
    } else if (completion != null) {
      completions.add(completion);
    }
  }

  /** Returns true for messages, and for an answer that is nothing but one. */
  static boolean isMessage(Extraction read) {
    Completion answer = read.completion();
    return !read.messages().isEmpty() || answer != null && isBare(answer);
  }

  /** Returns true for a message of the model among others: it is one of the messages. */
  private static boolean isBare(Completion completion) {
    return completion.usage() == null
        && completion.model() == null
        && completion.responseId() == null
        && completion.finishReasons().isEmpty();
  }

  /** Returns true for a conversation: messages and nothing else. */
  boolean isConversation() {
    return !messages.isEmpty()
        && completions.isEmpty()
        && documents.isEmpty()
        && embeddings.isEmpty();
  }

  boolean isEmpty() {
    return messages.isEmpty()
        && completions.isEmpty()
        && documents.isEmpty()
        && embeddings.isEmpty();
  }

  /**
   * Returns everything that was added, within the limits.
   *
   * @param notLookedAt the number of further elements of the list
   */
  Extraction result(int notLookedAt) {
    if (isEmpty()) {
      return Extraction.NONE.with(failure); // Gemini has an error in a list of its own.
    }
    int kept = Math.min(documents.size(), Limits.DOCUMENTS);
    int leftOut = documentsLeftOut + documents.size() - kept + Math.max(0, notLookedAt);
    Extraction conversation =
        Requests.conversation(
            messages, messagesLeftOut + (messages.isEmpty() ? 0 : Math.max(0, notLookedAt)));
    boolean isAnswer = bare != null && messages.size() == 1 && completions.isEmpty();
    Completion merged = isAnswer ? bare : Completions.merged(completions);
    return new Extraction(
        conversation.messages(),
        merged == null ? null : merged.leavingOut(Math.max(0, notLookedAt)),
        documents.subList(0, kept),
        kept == 0 ? 0 : leftOut,
        embedded(Math.max(0, notLookedAt)),
        null,
        conversation.messagesLeftOut());
  }

  private @Nullable Embeddings embedded(int notLookedAt) {
    if (embeddings.isEmpty()) {
      return null;
    }
    int count = notLookedAt;
    List<List<Double>> vectors = new ArrayList<>();
    Usage usage = null;
    for (Embeddings each : embeddings) {
      count += each.count();
      usage = UsageReader.sum(usage, each.usage());
      each.vectors().stream().limit(Limits.VECTORS - vectors.size()).forEach(vectors::add);
    }
    Embeddings first = embeddings.get(0);
    return new Embeddings(first.model(), count, first.dimensions(), vectors, usage);
  }
}
