package dev.raglan.internal.chat;

import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.ToolCalls;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ChunkReader;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of the server of Gemini's Live API: what the model says and calls, turn by
 * turn. Each turn is a response.
 */
final class LiveEvents implements ChunkReader {

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;
  private boolean ended;

  LiveEvents(Shapes shapes) {
    this.shapes = shapes;
  }

  static boolean isEvent(Shape shape) {
    Shape said = shape.at("server_content");
    Shape called = shape.at("tool_call");
    return said != null && !said.isText()
        || called != null && !called.list(1, "function_calls").isEmpty()
        || shape.states("setup_complete");
  }

  @Override
  public void add(Object chunk) {
    Shape event = shapes.of(chunk);
    growing.failed(FailureReader.of(event));
    Shape said = event.at("server_content");
    Shape called = event.at("tool_call");
    List<Shape> calls = called == null ? List.of() : called.list(Limits.PARTS, "function_calls");
    boolean begins = said != null && said.has("model_turn", "output_transcription");
    if (ended && (begins || !calls.isEmpty())) {
      growing.begin();
      ended = false;
    }
    if (said != null) {
      said(said);
    }
    if (!calls.isEmpty()) {
      List<ToolCall> whole = calls.stream().map(ToolCalls::one).filter(Objects::nonNull).toList();
      parts().calls(whole);
    }
    growing.about(null, null, UsageReader.stated(event));
  }

  private MessageParts parts() {
    return growing.choice(0).parts();
  }

  private void said(Shape content) {
    Shape turn = content.at("model_turn");
    for (Shape each : turn == null ? List.<Shape>of() : turn.list(Limits.PARTS, "parts")) {
      parts().spoken(each);
    }
    parts().text(text(content.at("output_transcription")));
    parts().citeOfChoice(content);
    if (Boolean.TRUE.equals(content.get("interrupted"))) {
      growing.choice(0).finished("interrupted");
    }
    ended = ended || Boolean.TRUE.equals(content.get("turn_complete"));
  }

  private static @Nullable String text(@Nullable Shape transcription) {
    return transcription == null ? null : transcription.text("text");
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}
