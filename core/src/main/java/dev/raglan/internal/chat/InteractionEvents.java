package dev.raglan.internal.chat;

import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of Gemini's Interactions API: what the model does comes step by step, or content
 * by content in the API's first form.
 */
final class InteractionEvents implements ChunkReader {

  private static final String TYPE = "event_type";

  private static final Set<String> TYPES =
      Set.of(
          "interaction.start",
          "interaction.created",
          "interaction.status_update",
          "interaction.complete",
          "interaction.completed",
          "content.start",
          "content.delta",
          "step.start",
          "step.delta");

  private static final String FUNCTION_CALL = "function_call";

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;

  InteractionEvents(Shapes shapes) {
    this.shapes = shapes;
  }

  static boolean isEvent(Shape shape) {
    String type = shape.text(TYPE);
    return type != null && TYPES.contains(type);
  }

  @Override
  public void add(Object chunk) {
    Shape event = shapes.of(chunk);
    growing.failed(FailureReader.of(event));
    String type = event.text(TYPE);
    switch (type == null ? "" : type) {
      case "interaction.start",
          "interaction.created",
          "interaction.complete",
          "interaction.completed" ->
          about(event.at("interaction"));
      case "content.start" -> begin(block(event), event.at("content"));
      case "step.start" -> begin(block(event), event.at("step"));
      case "content.delta", "step.delta" -> continueBlock(block(event), event.at("delta"));
      default -> {}
    }
  }

  private MessageParts block(Shape event) {
    return growing.choice(0).parts().block(event.count("index"), Messages.PIECES);
  }

  private void about(@Nullable Shape interaction) {
    if (interaction != null) {
      growing.about(
          interaction.text("id"), Completions.model(interaction), UsageReader.stated(interaction));
      growing.failed(FailureReader.of(interaction));
      String reason = Completions.interactionReason(interaction);
      if (reason != null) {
        growing.choice(0).finished(reason);
      }
    }
  }

  /** A text may be there from the start; nothing is said by a type alone. */
  private static void begin(MessageParts block, @Nullable Shape begun) {
    if (begun == null || begun.isAlone()) {
      return;
    }
    String type = begun.text("type");
    if (FUNCTION_CALL.equals(type)) {
      call(block, begun);
    } else if ("model_output".equals(type)) {
      block.content(begun.at("content"));
    } else {
      block.part(begun);
    }
  }

  private static void continueBlock(MessageParts block, @Nullable Shape delta) {
    if (delta == null) {
      return;
    }
    String type = delta.text("type");
    if ("arguments_delta".equals(type)) {
      block.calls().piece(0L, null, null, delta.get("arguments"));
    } else if (FUNCTION_CALL.equals(type)) {
      call(block, delta);
    } else if (type != null && type.startsWith("text_annotation")) {
      block.citeBesideText(delta);
    } else {
      block.part(delta);
    }
  }

  /** The arguments are there from the start, or come in pieces after empty ones. */
  private static void call(MessageParts block, Shape call) {
    block.calls().piece(0L, call.text("id"), call.text("name"), null);
    block.calls().orElse(0L, call.get("arguments"));
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}
