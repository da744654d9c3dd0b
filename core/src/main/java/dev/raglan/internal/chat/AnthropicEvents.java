package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the events of Anthropic's Messages together. */
public final class AnthropicEvents implements ChunkReader {

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

  public AnthropicEvents(Shapes shapes) {
    this.shapes = shapes;
  }

  public static boolean isEvent(Shape shape) {
    String type = shape.text("type");
    return type != null && TYPES.contains(type);
  }

  @Override
  public void add(Object chunk) {
    Shape event = shapes.of(chunk);
    String type = event.text("type");
    switch (type == null ? "" : type) {
      case "message_start" -> begin(event.at("message"));
      case "content_block_start" -> beginBlock(event, event.at("content_block"));
      case "content_block_delta" -> continueBlock(event, event.at("delta"));
      case "message_delta" -> end(event);
      default -> {}
    }
  }

  private void begin(@Nullable Shape message) {
    if (message != null) {
      Shape usage = message.at("usage");
      growing.about(
          message.text("id"), message.text("model"), usage == null ? null : UsageReader.of(usage));
    }
  }

  private void beginBlock(Shape event, @Nullable Shape block) {
    if (block == null) {
      return;
    }
    growing.choice(0).text(block.text("text")).reasoning(block.text("thinking"));
    if (block.has("name")) {
      growing.choice(0).call(index(event)).named(block.text("id"), block.text("name"));
    }
  }

  private void continueBlock(Shape event, @Nullable Shape delta) {
    if (delta == null) {
      return;
    }
    growing.choice(0).text(delta.text("text")).reasoning(delta.text("thinking"));
    String json = delta.text("partial_json");
    if (json != null) {
      growing.choice(0).call(index(event)).arguments(json);
    }
  }

  private void end(Shape event) {
    Shape delta = event.at("delta");
    Shape usage = event.at("usage");
    growing.choice(0).finished(delta == null ? null : delta.text("stop_reason"));
    growing.about(null, null, usage == null ? null : UsageReader.of(usage));
  }

  private static long index(Shape event) {
    Long index = event.count("index");
    return index == null ? 0 : index;
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}
