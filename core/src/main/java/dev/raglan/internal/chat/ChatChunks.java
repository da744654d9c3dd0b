package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.List;

/** Puts chunks of OpenAI's Chat Completions together. */
public final class ChatChunks implements ChunkReader {

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;

  public ChatChunks(Shapes shapes) {
    this.shapes = shapes;
  }

  public static boolean isChunk(Shape shape) {
    if ("chat.completion.chunk".equals(shape.text("object"))) {
      return true;
    }
    List<Shape> first = shape.list(1, "choices");
    return !first.isEmpty() && first.get(0).has("delta");
  }

  @Override
  public void add(Object chunk) {
    add(shapes.of(chunk));
  }

  private void add(Shape chunk) {
    Shape usage = chunk.at("usage");
    growing.about(
        chunk.text("id"), chunk.text("model"), usage == null ? null : UsageReader.of(usage));
    for (Shape choice : chunk.list(Limits.CHOICES, "choices")) {
      Long index = choice.count("index");
      add(choice, growing.choice(index == null ? 0 : index));
    }
  }

  private static void add(Shape choice, GrowingCompletion.Choice growing) {
    growing.finished(choice.text("finish_reason"));
    Shape delta = choice.at("delta");
    if (delta == null) {
      growing.text(choice.text("text"));
      return;
    }
    growing.text(delta.text("content"));
    growing.text(delta.text("refusal"));
    growing.reasoning(delta.text("reasoning_content", "reasoning"));
    long position = 0;
    for (Shape call : delta.list(Limits.PARTS, "tool_calls")) {
      Long index = call.count("index");
      add(call, growing.call(index == null ? position : index));
      position++;
    }
  }

  private static void add(Shape call, GrowingCompletion.Call growing) {
    Shape function = call.at("function");
    growing.named(call.text("id"), function == null ? null : function.text("name"));
    growing.arguments(function == null ? null : function.text("arguments"));
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}
