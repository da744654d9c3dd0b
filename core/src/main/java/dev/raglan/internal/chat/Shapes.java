package dev.raglan.internal.chat;

import dev.raglan.internal.message.Messages;
import dev.raglan.internal.read.DocumentLists;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.ShapeReader;
import dev.raglan.internal.read.Vectors;
import dev.raglan.internal.type.TypeView;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recognizes values by their shape, whatever their class. Thread-safe. */
public final class Shapes {

  private static final Set<String> DISTINCTIVE = distinctive();

  private final EmbeddingLists embeddings;
  private final ShapeReader<@Nullable ChunkReader> chunks = ShapeReader.of(this::readChunks);

  public Shapes(Vectors vectors) {
    this.embeddings = new EmbeddingLists(vectors);
  }

  public Shape of(Object value) {
    return Shape.of(value);
  }

  /** Returns true if values of the class have a name that is distinctive of a shape. */
  boolean canRead(Class<?> type) {
    return !Collections.disjoint(TypeView.of(type).names(), DISTINCTIVE);
  }

  private static Set<String> distinctive() {
    return Stream.of(
            Completions.DISTINCTIVE,
            ImageAnswers.DISTINCTIVE,
            UsageReader.DISTINCTIVE,
            FailureReader.DISTINCTIVE,
            DocumentLists.DISTINCTIVE,
            Messages.DISTINCTIVE,
            Requests.DISTINCTIVE)
        .flatMap(Arrays::stream)
        .flatMap(name -> Stream.of(name, Shape.javaName(name)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Reads a value; returns {@link Extraction#NONE} if it has none of the shapes. */
  public Extraction read(Object value) {
    return read(of(value));
  }

  public Extraction read(Shape given) {
    Shape shape = ofBatch(given);
    Extraction answer = readAnswer(shape);
    Extraction read = shape == given ? answer : batched(answer);
    Failure told = read.failure() == null ? FailureReader.of(shape) : null;
    Completion completion = read.completion();
    return told == null && completion != null && read.failure() == null
        ? read.with(FailureReader.ofReasons(completion.finishReasons()))
        : read.with(told);
  }

  /** Returns the answer, or the error, that a line of a batch's results holds. */
  private static Shape ofBatch(Shape line) {
    if (line.has("record_id", "key") || line.has("processed_time")) {
      Shape answer = line.at("model_output", "response"); // Of Bedrock, of Gemini and Vertex AI
      return answer == null
              || answer.isText()
              || !line.has("record_id") && !answer.has("candidates")
          ? line
          : answer;
    }
    Shape response = line.has("custom_id") ? line.at("response", "result") : null;
    Shape held = response == null ? null : response.at("body", "message", "error");
    return held == null || held.isText() ? line : held;
  }

  private static Extraction batched(Extraction read) {
    Completion answer = read.completion();
    Usage usage = answer == null ? null : answer.usage();
    return answer == null || usage == null
        ? read
        : read.with(answer.with(BillingReader.batched(usage)));
  }

  private Extraction readAnswer(Shape shape) {
    ChunkReader ofChunks = chunks(shape);
    if (ofChunks != null) {
      ofChunks.add(shape.value());
      return ofChunks.result();
    }
    Embeddings vectors = embeddings.of(shape);
    if (vectors != null) {
      return Extraction.of(vectors);
    }
    Extraction request = Requests.of(shape);
    if (!request.messages().isEmpty()) {
      return request;
    }
    Completion completion = Completions.of(shape);
    return completion == null ? messagesOrDocuments(shape) : withSources(shape, completion);
  }

  private static Extraction messagesOrDocuments(Shape shape) {
    if (Messages.isMessage(shape)) {
      return Messages.extraction(Messages.of(shape, Messages.PARAGRAPHS));
    }
    Extraction documents = DocumentLists.of(shape);
    return documents == null ? Extraction.NONE : documents;
  }

  /** Adds the documents that an answer names as its sources. */
  private static Extraction withSources(Shape shape, Completion completion) {
    Extraction sources = DocumentLists.listed(shape);
    return sources == null
        ? Extraction.of(completion)
        : new Extraction(
            List.of(), completion, sources.documents(), sources.documentsLeftOut(), null);
  }

  /** Returns a reader for chunks of which the value is the first; null if it is not a chunk. */
  public @Nullable ChunkReader chunks(Shape shape) {
    return chunks.read(shape);
  }

  private @Nullable ChunkReader readChunks(Shape shape) {
    if (ChatChunks.isChunk(shape)) {
      return new ChatChunks(this);
    }
    if (ResponseEvents.isEvent(shape)) {
      return new ResponseEvents(this);
    }
    if (BlockEvents.isEvent(shape)) {
      return new BlockEvents(this);
    }
    if (InteractionEvents.isEvent(shape)) {
      return new InteractionEvents(this);
    }
    if (RunEvents.isEvent(shape)) {
      return new RunEvents(this);
    }
    if (AgentEvents.isEvent(shape)) {
      return new AgentEvents(this);
    }
    if (LiveEvents.isEvent(shape)) {
      return new LiveEvents(this);
    }
    if (AnswersSoFar.isChunk(shape)) {
      return new AnswersSoFar(this);
    }
    boolean isError = FailureReader.of(shape) != null && !ChatChunks.isWhole(shape);
    return isError && !shape.has("object", "content") ? new ChatChunks(this) : null;
  }
}
