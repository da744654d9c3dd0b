package dev.raglan.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts read out of one value, whatever library it is of. Holds no reference to the value.
 *
 * @param messages messages to a model, if the value is a prompt or a request
 * @param completion the model's answer, if the value is a response
 * @param documents retrieved documents or chunks, best first, as many as the limits allow
 * @param documentsLeftOut how many more there were
 * @param embeddings embeddings; null for none
 * @param failure the failure that the value tells of; null for none
 * @param messagesLeftOut how many more messages to a model there were
 */
public record Extraction(
    List<Message> messages,
    @Nullable Completion completion,
    List<RetrievedChunk> documents,
    int documentsLeftOut,
    @Nullable Embeddings embeddings,
    @Nullable Failure failure,
    int messagesLeftOut) {

  /** Nothing was read. */
  public static final Extraction NONE = new Extraction(List.of(), null, List.of(), 0, null);

  /**
   * A failure that comes as a value and not as an exception.
   *
   * @param type its kind in the provider's word, such as {@code overloaded_error}, or its status
   *     code; {@code _OTHER} if it tells neither
   * @param message its text; null for none
   * @param statusCode the status code of HTTP; null if it tells none
   */
  public record Failure(String type, @Nullable String message, @Nullable Integer statusCode) {

    /** Returns this failure without its message, which may be content. */
    public Failure withoutMessage() {
      return message == null ? this : new Failure(type, null, statusCode);
    }
  }

  /** Creates the extraction of a value of which no message was left out. */
  public Extraction(
      List<Message> messages,
      @Nullable Completion completion,
      List<RetrievedChunk> documents,
      int documentsLeftOut,
      @Nullable Embeddings embeddings,
      @Nullable Failure failure) {
    this(messages, completion, documents, documentsLeftOut, embeddings, failure, 0);
  }

  /** Creates the extraction of a value that tells of no failure. */
  public Extraction(
      List<Message> messages,
      @Nullable Completion completion,
      List<RetrievedChunk> documents,
      int documentsLeftOut,
      @Nullable Embeddings embeddings) {
    this(messages, completion, documents, documentsLeftOut, embeddings, null);
  }

  /** Returns this extraction with a failure; itself if the failure is null. */
  public Extraction with(@Nullable Failure told) {
    return told == null
        ? this
        : new Extraction(
            messages, completion, documents, documentsLeftOut, embeddings, told, messagesLeftOut);
  }

  /** Copies the lists. */
  public Extraction {
    messages = List.copyOf(messages);
    documents = List.copyOf(documents);
  }

  /** Messages to a model. */
  public static Extraction of(List<Message> messages) {
    return new Extraction(messages, null, List.of(), 0, null);
  }

  /** Messages to a model, of which some may have been left out. */
  public static Extraction ofMessages(List<Message> messages, int leftOut) {
    return new Extraction(messages, null, List.of(), 0, null, null, leftOut);
  }

  /** Returns an extraction of a model's answer. */
  public static Extraction of(Completion completion) {
    return new Extraction(List.of(), completion, List.of(), 0, null);
  }

  /** Returns an extraction of retrieved documents, of which some may have been left out. */
  public static Extraction ofDocuments(List<RetrievedChunk> documents, int leftOut) {
    return new Extraction(List.of(), null, documents, leftOut, null);
  }

  /** Returns an extraction of embeddings. */
  public static Extraction of(Embeddings embeddings) {
    return new Extraction(List.of(), null, List.of(), 0, embeddings);
  }

  /** Returns this extraction with another answer. */
  public Extraction with(Completion answer) {
    return new Extraction(
        messages, answer, documents, documentsLeftOut, embeddings, failure, messagesLeftOut);
  }

  /**
   * Returns this extraction without what was said: no messages, documents by id and score, no
   * vectors, a failure without its message.
   */
  public Extraction withoutContent() {
    return new Extraction(
        List.of(),
        completion == null ? null : completion.withoutMessages(),
        documents.stream().map(RetrievedChunk::withoutContent).toList(),
        documentsLeftOut,
        embeddings == null ? null : embeddings.withoutVectors(),
        failure == null ? null : failure.withoutMessage());
  }
}
