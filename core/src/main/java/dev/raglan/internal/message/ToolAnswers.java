package dev.raglan.internal.message;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages in which tools answer. */
final class ToolAnswers {

  private static final Set<String> TYPES_OF_TEXT = Set.of("text", "input_text", "output_text");

  /** The other types of what tools answer with as a message does. */
  private static final Set<String> TYPES_OF_PARTS =
      Set.of(
          "image",
          "image_url",
          "input_image",
          "audio",
          "input_audio",
          "document",
          "file",
          "input_file",
          "resource",
          "resource_link",
          "search_result",
          "tool_reference");

  private ToolAnswers() {}

  /** Reads the part of a message in which a tool answers. */
  static Message read(Shape part) {
    return ofTool(
        part.at("content", "response", "output", "result"),
        part.text("name", "tool_name"),
        part.id("tool_use_id", "tool_call_id", "call_id", "id"),
        isError(part));
  }

  /**
   * Returns true if the part says that the tool failed: Anthropic and MCP have a flag for it,
   * Bedrock and LangChain a status, Gemini and Responses an error in place of an output, Vercel and
   * Anthropic's own tools an answer of a type.
   */
  static boolean isError(Shape part) {
    if (Boolean.TRUE.equals(part.get("is_error")) || "error".equals(part.text("status"))) {
      return true;
    }
    if (part.has("error") && !part.has("output", "content")) {
      return true;
    }
    Shape answer = part.at("content", "output", "response");
    if (answer == null || answer.isText() || isList(answer)) {
      return false;
    }
    String type = answer.text("type");
    return type == null
        ? answer.isAlone() && answer.has("error")
        : type.startsWith("error-") || type.endsWith("_tool_result_error");
  }

  /**
   * Returns the message in which a tool answers: texts as they are, and what is neither text nor a
   * part of a message as JSON.
   *
   * @param answer null for none
   */
  static Message ofTool(
      @Nullable Shape answer, @Nullable String name, @Nullable String callId, boolean isError) {
    if (answer == null || !isContent(answer)) {
      String json = answer == null ? null : ToolCalls.json(answer.value());
      int unreadable = answer != null && json == null ? 1 : 0;
      ToolResult result = new ToolResult(callId, json, isError);
      return new Message(Roles.TOOL, name, List.of(result), unreadable);
    }
    MessageParts inner = new MessageParts("\n").content(answer);
    return answering(inner.message(Roles.TOOL, null, null), name, callId, isError);
  }

  /** Returns the messages of a message in which a tool answers, or several in parts of it. */
  static List<Message> ofToolRole(
      @Nullable Shape answer, @Nullable String name, @Nullable String callId, boolean isError) {
    if (answer != null && isList(answer)) {
      List<Message> each = new MessageParts("\n").content(answer).messages(Roles.TOOL, name, null);
      if (each.stream().anyMatch(message -> message.toolCallId() != null)) {
        return each;
      }
    }
    return List.of(ofTool(answer, name, callId, isError));
  }

  /** Makes the texts of a message the answer of a tool; what else it holds stands behind. */
  static Message answering(
      Message read, @Nullable String name, @Nullable String callId, boolean isError) {
    List<Part> parts = new ArrayList<>();
    parts.add(new ToolResult(callId, read.content(), isError));
    read.parts().stream().filter(part -> !(part instanceof Text)).forEach(parts::add);
    return new Message(Roles.TOOL, name, parts, read.partsLeftOut());
  }

  /** Returns true for a text, and for what a message may have as its content. */
  private static boolean isContent(Shape value) {
    if (isList(value)) {
      List<Shape> elements = value.elements(Limits.PARTS);
      return elements.stream().allMatch(each -> !isList(each) && isContent(each));
    }
    String type = value.isText() ? null : value.text("type");
    return value.isText()
        || (type == null
            ? value.isAlone() && value.text("text") != null
            : TYPES_OF_TEXT.contains(type)
                ? value.has("text", "content")
                : TYPES_OF_PARTS.contains(type));
  }

  private static boolean isList(Shape value) {
    return ListElements.isList(value.value());
  }
}
