package dev.raglan.internal.chat;

import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.ToolCalls;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ChunkReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a run of OpenAI's assistants, by the objects that they hold: the run, the
 * pieces of its messages and of its steps.
 */
final class RunEvents implements ChunkReader {

  private static final String RUN = "thread.run";
  private static final String PREFIX = "thread.";

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;

  /** The messages and steps whose parts were told, in their order. */
  private final List<String> told = new ArrayList<>();

  RunEvents(Shapes shapes) {
    this.shapes = shapes;
  }

  static boolean isEvent(Shape shape) {
    String object = shape.text("object");
    if (object != null) {
      return object.startsWith(RUN) || object.equals("thread.message.delta");
    }
    String event = shape.text("event");
    return event != null && event.startsWith(PREFIX) && shape.at("data") != null;
  }

  @Override
  public void add(Object chunk) {
    Shape event = shapes.of(chunk);
    Shape held = event.text("event") == null ? null : event.at("data");
    Shape data = held == null ? event : held;
    String object = data.text("object");
    switch (object == null ? "" : object) {
      case RUN -> run(data);
      case "thread.message.delta" -> message(data);
      case "thread.message" -> messageThatCameWhole(data);
      case "thread.run.step.delta" -> calls(data.at("delta"));
      case "thread.run.step" -> toolsOfProvider(data);
      default -> growing.failed(FailureReader.of(data));
    }
  }

  private MessageParts parts() {
    return growing.choice(0).parts();
  }

  private void run(Shape run) {
    growing.about(run.text("id"), run.text("model"), UsageReader.stated(run));
    growing.failed(FailureReader.of(run));
    Shape action = run.at("required_action");
    Shape asked = action == null ? null : action.at("submit_tool_outputs");
    if (asked != null) {
      for (Shape each : asked.list(Limits.PARTS, "tool_calls")) {
        ToolCall call = ToolCalls.one(each);
        if (call != null) {
          parts().calls().settle(call);
        }
      }
    }
    String reason = reason(run);
    if (reason != null) {
      growing.choice(0).finished(reason);
    }
  }

  private static @Nullable String reason(Shape run) {
    Shape incomplete = run.at("incomplete_details");
    String reason = incomplete == null ? null : incomplete.text("reason");
    String status = run.text("status");
    boolean ended = "completed".equals(status) || "requires_action".equals(status);
    return reason == null && ended ? status : reason;
  }

  /** The content of a message, or the calls of a step, behind those of the ones before. */
  private MessageParts block(@Nullable String id, @Nullable Long index) {
    String known = id == null ? "" : id;
    int place = told.indexOf(known);
    if (place < 0) {
      place = told.size();
      told.add(known);
    }
    long within = index == null ? 0 : Math.min(index, Limits.PARTS - 1);
    return parts().block((long) place * Limits.PARTS + within, Messages.PIECES);
  }

  private void message(Shape data) {
    Shape delta = data.at("delta");
    if (delta != null && isRoom()) {
      for (Shape each : delta.list(Limits.PARTS, "content")) {
        block(data.text("id"), each.count("index")).part(each);
      }
    }
  }

  private boolean isRoom() {
    return told.size() < Limits.MESSAGES;
  }

  private void messageThatCameWhole(Shape message) {
    String id = message.text("id");
    boolean isKnown = id != null && told.contains(id);
    if (!isKnown && isRoom() && message.size("content") > 0) {
      block(id, 0L).content(message.at("content"));
    }
  }

  private void calls(@Nullable Shape delta) {
    Shape details = delta == null ? null : delta.at("step_details");
    if (details == null) {
      return;
    }
    for (Shape each : details.list(Limits.PARTS, "tool_calls")) {
      Shape function = each.at("function");
      if (function != null) {
        parts()
            .calls()
            .piece(
                each.count("index"),
                each.text("id"),
                function.text("name"),
                function.get("arguments"));
      }
    }
  }

  /** Code that ran and files that were searched are told whole at the end of their step. */
  private void toolsOfProvider(Shape step) {
    Shape details = step.at("step_details");
    if (details == null || !"completed".equals(step.text("status")) || !isRoom()) {
      return;
    }
    for (Shape each : details.list(Limits.PARTS, "tool_calls")) {
      if (!each.has("function")) {
        block(step.text("id"), 0L).part(each);
      }
    }
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}
