package dev.raglan.internal.chat;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tool calls that a model asks for. */
final class ToolCalls {

  private static final JsonRenderer JSON = JsonRenderer.of(CaptureLimits.DEFAULT);

  private ToolCalls() {}

  /** The calls of a message; empty if it has none. */
  static List<ToolCall> of(Shape message) {
    List<ToolCall> calls = new ArrayList<>();
    for (Shape each : message.list(Limits.PARTS, "tool_calls", "tool_execution_requests")) {
      ToolCall call = one(each);
      if (call != null) {
        calls.add(call);
      }
    }
    Shape old = message.at("function_call");
    ToolCall oldCall = old == null ? null : one(old);
    if (calls.isEmpty() && oldCall != null) {
      calls.add(oldCall);
    }
    return calls;
  }

  /** One call; null if it has no name. */
  static @Nullable ToolCall one(Shape call) {
    Shape nested = call.at("function", "custom");
    Shape function = nested == null ? call : nested;
    String name = function.text("name");
    Object arguments = function.get("arguments", "input", "args");
    String id = call.text("call_id", "id", "tool_call_id");
    return name == null ? null : new ToolCall(id, name, json(arguments));
  }

  /** Arguments or a result as JSON text; a text as it is. */
  static @Nullable String json(@Nullable Object value) {
    return value == null
        ? null
        : value instanceof CharSequence text ? text.toString() : JSON.json(value);
  }
}
