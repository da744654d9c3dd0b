package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages in the form of OpenAI or Anthropic, or of beans like them. */
public final class Messages {

  /** Names of which each message, request or event has one. */
  static final String[] DISTINCTIVE = {"role", "message_type", "type", "messages", "input"};

  /** Separator of the texts of a prompt's message. */
  public static final String PARAGRAPHS = "\n";

  /** Separator of the texts of a model's message: they are pieces of one text. */
  public static final String PIECES = "";

  private Messages() {}

  /** Returns true for a message, or another item of a conversation. */
  static boolean isMessage(Shape shape) {
    return Roles.isKnown(role(shape)) && hasContent(shape) || isItem(shape);
  }

  private static @Nullable String role(Shape shape) {
    return shape.text("role", "message_type");
  }

  private static boolean hasContent(Shape shape) {
    return shape.has("content", "text", "parts", "tool_calls", "refusal");
  }

  private static boolean isItem(Shape shape) {
    String type = shape.text("type");
    return type != null
        && switch (type) {
          case "function_call", "custom_tool_call" -> shape.has("call_id");
          case "function_call_output", "custom_tool_call_output" -> shape.has("call_id");
          case "reasoning" -> shape.has("summary", "content");
          default -> false;
        };
  }

  /** Returns the messages in the list, as many as the limit allows. */
  public static List<Message> list(List<Shape> shapes, String separator) {
    List<Message> messages = new ArrayList<>();
    for (Shape shape : shapes) {
      messages.addAll(of(shape, separator));
    }
    return messages.size() > Limits.MESSAGES ? messages.subList(0, Limits.MESSAGES) : messages;
  }

  /** Returns the messages of a value: one, or more where it carries results of tools. */
  static List<Message> of(Shape shape, String separator) {
    String text = shape.asText();
    if (text != null) {
      return List.of(Message.of(Roles.USER, text));
    }
    String role = Roles.of(role(shape));
    return role == null ? item(shape) : message(role, shape, separator);
  }

  private static List<Message> message(String role, Shape shape, String separator) {
    MessageParts parts = new MessageParts(separator).read(shape);
    String callId = role.equals(Roles.TOOL) ? shape.id("tool_call_id", "id") : null;
    return parts.messages(role, shape.text("name"), callId);
  }

  /** Returns the messages; a single one of the model is an answer without further facts. */
  public static Extraction extraction(List<Message> messages) {
    boolean answer = messages.size() == 1 && messages.get(0).role().equals(Roles.ASSISTANT);
    return answer
        ? Extraction.of(new Completion(null, null, messages, List.of(), null))
        : Extraction.of(messages);
  }

  /** Reads an item of the Responses API that has no role. */
  private static List<Message> item(Shape shape) {
    String type = shape.text("type");
    return switch (type == null ? "" : type) {
      case "function_call", "custom_tool_call" -> List.of(call(shape));
      case "function_call_output", "custom_tool_call_output" -> List.of(callOutput(shape));
      case "reasoning" -> List.of(reasoning(shape));
      default -> List.of();
    };
  }

  private static Message call(Shape shape) {
    ToolCall call = ToolCalls.one(shape);
    List<ToolCall> calls = call == null ? List.of() : List.of(call);
    return new MessageParts(PIECES).calls(calls).message(Roles.ASSISTANT, null, null);
  }

  private static Message callOutput(Shape shape) {
    return new MessageParts(PARAGRAPHS)
        .content(shape.at("output"))
        .message(Roles.TOOL, null, shape.text("call_id"));
  }

  private static Message reasoning(Shape shape) {
    Message thought =
        new MessageParts(PARAGRAPHS)
            .content(shape.at("summary"))
            .content(shape.at("content"))
            .message(Roles.ASSISTANT, null, null);
    return new MessageParts(PIECES)
        .reasoning(thought.content())
        .message(Roles.ASSISTANT, null, null);
  }
}
