package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ChunkReader;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of OpenAI's Responses together: the response that the last event holds or, if the
 * stream breaks off before, what the deltas amount to.
 */
public final class ResponseEvents implements ChunkReader {

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;
  private @Nullable Completion whole;

  public ResponseEvents(Shapes shapes) {
    this.shapes = shapes;
  }

  public static boolean isEvent(Shape shape) {
    String type = shape.text("type");
    return type != null && type.startsWith("response.");
  }

  @Override
  public void add(Object chunk) {
    Shape event = shapes.of(chunk);
    String type = event.text("type");
    switch (type == null ? "" : type) {
      case "response.created", "response.in_progress", "response.queued" -> begin(event);
      case "response.output_text.delta", "response.refusal.delta" ->
          growing.choice(0).text(event.text("delta"));
      case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
          growing.choice(0).reasoning(event.text("delta"));
      case "response.output_item.done" -> addItem(event);
      case "response.completed", "response.incomplete", "response.failed" -> end(event);
      default -> {}
    }
  }

  private void begin(Shape event) {
    Shape response = event.at("response");
    if (response != null) {
      growing.about(response.text("id"), response.text("model"), null);
    }
  }

  private void addItem(Shape event) {
    Shape item = event.at("item");
    ToolCall call = item != null && item.has("call_id") ? ToolCalls.one(item) : null;
    if (call != null) {
      growing.choice(0).whole(call);
    }
  }

  private void end(Shape event) {
    Shape response = event.at("response");
    whole = response == null ? null : Completions.of(response);
  }

  @Override
  public Extraction result() {
    return whole == null || whole.messages().isEmpty() && !growing.isEmpty()
        ? partial()
        : Extraction.of(whole);
  }

  private Extraction partial() {
    if (whole != null) {
      growing.about(whole.responseId(), whole.model(), whole.usage());
      whole.finishReasons().forEach(growing.choice(0)::finished);
    }
    return growing.result();
  }
}
