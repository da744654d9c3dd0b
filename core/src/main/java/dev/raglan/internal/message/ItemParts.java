package dev.raglan.internal.message;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that items of other types stand for, as those of OpenAI's Responses are. */
public final class ItemParts {

  private ItemParts() {}

  /** Returns the parts that an item stands for; the item as JSON if it is of another type. */
  public static List<Part> of(String type, Shape item) {
    return switch (type) {
      case "function_call", "custom_tool_call" -> called(item);
      case "mcp_call" -> calledByProvider(item);
      case "image_generation_call" -> painted(item);
      default -> List.of(json(type, item));
    };
  }

  private static List<Part> called(Shape item) {
    ToolCall call = ToolCalls.one(item);
    return call == null ? List.of(json("function_call", item)) : List.of(call);
  }

  /** A tool that the provider called by itself: the call, and what the tool answered. */
  private static List<Part> calledByProvider(Shape item) {
    List<Part> parts = new ArrayList<>(called(item));
    Shape output = item.at("output", "error");
    if (output != null) {
      String json = ToolCalls.json(output.value());
      parts.add(new ToolResult(item.text("id"), json, ToolAnswers.isError(item)));
    }
    return parts;
  }

  private static List<Part> painted(Shape item) {
    String image = item.text("result");
    String format = item.text("output_format");
    return List.of(
        image == null
            ? json("image_generation_call", item)
            : Attachments.inline("image", image, format == null ? null : "image/" + format));
  }

  /** Returns a part of another type. */
  static Part json(String type, Shape item) {
    @Nullable String json = ToolCalls.json(item.value());
    return new OtherPart(type, json == null ? "null" : json);
  }

  /** Returns a map as the parts of a message: one part, or none if it is empty. */
  public static List<Part> other(String type, Map<?, ?> value) {
    String json = value.isEmpty() ? null : ToolCalls.json(value);
    return json == null ? List.of() : List.of(new OtherPart(type, json));
  }
}
