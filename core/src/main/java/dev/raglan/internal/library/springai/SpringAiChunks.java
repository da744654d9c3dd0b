package dev.raglan.internal.library.springai;

import dev.raglan.internal.chat.GrowingCompletion;
import dev.raglan.internal.foreign.SpringAiVersion;
import dev.raglan.internal.read.CopiedChunks;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.Part;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Reads the chat responses of a Spring AI stream, and the client's responses that hold them. Their
 * messages and their metadata can be changed, so a copy is what is read of them: the text alone of
 * one that does nothing but continue the text of the last one.
 */
final class SpringAiChunks implements CopiedChunks {

  private static final PropertyPath CHAT_RESPONSE = PropertyPath.parse("chatResponse");

  private final GrowingCompletion growing =
      SpringAiVersion.STATES_USAGE_OF_ALL_ROUNDS
          ? GrowingCompletion.cumulative()
          : new GrowingCompletion();
  private final SpringAiUsages usages;
  private @Nullable Piece last;

  SpringAiChunks(SpringAiUsages usages) {
    this.usages = usages;
  }

  /** The parts of a chunk that are read. */
  private record Piece(
      @Nullable String id,
      @Nullable String model,
      @Nullable Usage usage,
      List<Choice> choices,
      @Nullable Part sources) {}

  /** The parts of a choice of a chunk that are read. */
  private record Choice(
      @Nullable String finishReason,
      @Nullable String text,
      @Nullable String reasoning,
      @Nullable Long encrypted,
      List<Attachment> attachments,
      List<ToolCall> calls,
      @Nullable Part sources) {}

  @Override
  public @Nullable Object copy(Object chunk) {
    ChatResponse known = response(chunk);
    if (known == null) {
      return null;
    }
    String text = continued(known);
    if (text == null) {
      last = piece(known);
    }
    return text == null ? last : text;
  }

  private static @Nullable ChatResponse response(Object chunk) {
    Object response = chunk instanceof ChatResponse ? chunk : CHAT_RESPONSE.find(chunk);
    return response instanceof ChatResponse known ? known : null;
  }

  /**
   * Returns the text of a chunk; null if the chunk says anything else that the last one did not.
   */
  private @Nullable String continued(ChatResponse response) {
    Piece before = last;
    List<Generation> results = response.getResults();
    if (before == null || results.size() != 1) {
      return null;
    }
    ChatResponseMetadata metadata = response.getMetadata();
    AssistantMessage message = results.get(0).getOutput();
    boolean isTextAlone =
        message.getToolCalls().isEmpty()
            && SpringAiMessages.attachments(message.getMedia()).isEmpty()
            && SpringAiMessages.reasoning(message) == null
            && SpringAiMessages.encrypted(message) == null
            && SpringAiMessages.sources(message) == null
            && orNull(finishReason(results.get(0))) == null;
    boolean isSame =
        isTextAlone
            && Objects.equals(metadata.getId(), before.id())
            && Objects.equals(metadata.getModel(), before.model())
            && usages.of(metadata.getUsage()) == null
            && SpringAiMessages.sources(metadata) == null;
    return isSame ? message.getText() : null;
  }

  private Piece piece(ChatResponse response) {
    ChatResponseMetadata metadata = response.getMetadata();
    List<Generation> results = response.getResults();
    int count = Math.min(results.size(), Limits.CHOICES);
    Choice[] choices = new Choice[count];
    for (int i = 0; i < count; i++) {
      choices[i] = choice(results.get(i));
    }
    return new Piece(
        metadata.getId(),
        metadata.getModel(),
        usages.of(metadata.getUsage()),
        List.of(choices),
        SpringAiMessages.sources(metadata));
  }

  private static Choice choice(Generation result) {
    AssistantMessage message = result.getOutput();
    return new Choice(
        finishReason(result),
        SpringAiMessages.text(message),
        SpringAiMessages.reasoning(message),
        SpringAiMessages.encrypted(message),
        SpringAiMessages.attachments(message.getMedia()),
        SpringAiMessages.calls(message),
        SpringAiMessages.sources(message));
  }

  @Override
  public void add(Object chunk) {
    if (chunk instanceof String text) {
      growing.choice(0).parts().text(text);
      return;
    }
    ChatResponse response = chunk instanceof Piece ? null : response(chunk);
    if (response != null) {
      add(piece(response));
    } else if (chunk instanceof Piece piece) {
      add(piece);
    }
  }

  private void add(Piece piece) {
    growing.about(piece.id(), piece.model(), piece.usage());
    for (int i = 0; i < piece.choices().size(); i++) {
      add(piece.choices().get(i), growing.choice(i));
    }
    if (piece.sources() != null) {
      growing.firstChoice().parts().cite(piece.sources());
    }
  }

  private static void add(Choice read, GrowingCompletion.Choice choice) {
    choice.finished(read.finishReason());
    choice
        .parts()
        .text(read.text())
        .reasoning(read.reasoning())
        .encryptedBytes(read.encrypted())
        .attach(read.attachments())
        .calls(read.calls())
        .cite(read.sources());
  }

  /** Returns why the model stopped; null if the result does not say. */
  static @Nullable String finishReason(Generation result) {
    ChatGenerationMetadata metadata = result.getMetadata();
    return metadata == null ? null : orNull(metadata.getFinishReason());
  }

  /** Returns the text; null for an empty one, which Spring AI has for one that is not known. */
  static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}
