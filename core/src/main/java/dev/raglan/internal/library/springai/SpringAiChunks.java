package dev.raglan.internal.library.springai;

import dev.raglan.internal.chat.GrowingCompletion;
import dev.raglan.internal.foreign.SpringAiVersion;
import dev.raglan.internal.read.Limits;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** Reads the chat responses of a Spring AI stream. */
final class SpringAiChunks implements ChunkReader {

  private final GrowingCompletion growing =
      SpringAiVersion.STATES_USAGE_OF_ALL_ROUNDS
          ? GrowingCompletion.cumulative()
          : new GrowingCompletion();
  private final SpringAiUsages usages;

  SpringAiChunks(SpringAiUsages usages) {
    this.usages = usages;
  }

  @Override
  public void add(Object chunk) {
    if (chunk instanceof ChatResponse response) {
      growing.about(
          response.getMetadata().getId(),
          response.getMetadata().getModel(),
          usages.of(response.getMetadata().getUsage()));
      List<Generation> results = response.getResults();
      for (int i = 0; i < Math.min(results.size(), Limits.CHOICES); i++) {
        add(results.get(i), growing.choice(i));
      }
    }
  }

  private static void add(Generation result, GrowingCompletion.Choice choice) {
    AssistantMessage message = result.getOutput();
    choice.finished(finishReason(result));
    choice
        .parts()
        .text(message.getText())
        .reasoning(SpringAiMessages.reasoning(message))
        .attach(SpringAiMessages.attachments(message.getMedia()))
        .calls(SpringAiMessages.calls(message));
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
