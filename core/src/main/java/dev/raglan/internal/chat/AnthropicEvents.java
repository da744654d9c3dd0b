package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the events of Anthropic's Messages; each {@code message_start} begins a response. */
final class AnthropicEvents implements ChunkReader {

  private static final Set<String> TYPES =
      Set.of(
          "message_start",
          "content_block_start",
          "content_block_delta",
          "content_block_stop",
          "message_delta",
          "message_stop");

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;

  AnthropicEvents(Shapes shapes) {
    this.shapes = shapes;
  }

  static boolean isEvent(Shape shape) {
    String type = shape.text("type");
    return type != null && TYPES.contains(type);
  }

  @Override
  public void add(Object chunk) {
    Shape event = shapes.of(chunk);
    String type = event.text("type");
    switch (type == null ? "" : type) {
      case "message_start" -> begin(event.at("message"));
      case "content_block_start" -> beginBlock(event.count("index"), event.at("content_block"));
      case "content_block_delta" -> continueBlock(event.count("index"), event.at("delta"));
      case "message_delta" -> end(event);
      case "error" -> growing.failed(FailureReader.of(event));
      default -> {}
    }
  }

  private void begin(@Nullable Shape message) {
    growing.begin();
    if (message != null) {
      growing.about(message.text("id"), message.text("model"), UsageReader.stated(message));
      Shape content = message.at("content");
      if (content != null) {
        parts().content(content);
      }
    }
  }

  private MessageParts parts() {
    return growing.choice(0).parts();
  }

  private MessageParts block(@Nullable Long index) {
    return parts().block(index, Messages.PIECES);
  }

  /** A call's input is there from the start, or comes in pieces after an empty one. */
  private void beginBlock(@Nullable Long index, @Nullable Shape begun) {
    if (begun == null) {
      return;
    }
    MessageParts block = block(index);
    String name = begun.text("name");
    String type = begun.text("type");
    if (name == null || type == null || !type.endsWith("tool_use")) {
      block.part(begun);
    } else {
      block.calls().piece(0L, begun.text("id"), name, null);
      block.calls().orElse(0L, begun.get("input"));
    }
  }

  private void continueBlock(@Nullable Long index, @Nullable Shape delta) {
    if (delta == null) {
      return;
    }
    MessageParts block = block(index);
    block.text(delta.text("text")).reasoning(delta.text("thinking"));
    String json = delta.text("partial_json");
    if (json != null) {
      block.calls().piece(0L, null, null, json);
    }
  }

  private void end(Shape event) {
    Shape delta = event.at("delta");
    growing.choice(0).finished(delta == null ? null : delta.text("stop_reason"));
    growing.about(null, null, UsageReader.stated(event));
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}
