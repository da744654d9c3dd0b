package dev.raglan.internal.message;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages in the form of OpenAI or Anthropic, or of beans like them. */
public final class Messages {

  /** Names of which each message, request or event has one. */
  public static final String[] DISTINCTIVE = {"role", "message_type", "type", "messages", "input"};

  private static final String[] ROLE = {"role", "message_type"};
  private static final String[] CONTENT = {
    "content", "text", "parts", "tool_calls", "refusal", "function_call", "audio"
  };

  /** Separator of the texts of a prompt's message. */
  public static final String PARAGRAPHS = "\n";

  /** Separator of the texts of a model's message: they are pieces of one text. */
  public static final String PIECES = "";

  /** The types of Gemini's steps and contents, with who says them. */
  private static final Map<String, String> OF_INTERACTIONS =
      Map.of(
          "user_input", Roles.USER,
          "text", Roles.USER,
          "image", Roles.USER,
          "audio", Roles.USER,
          "video", Roles.USER,
          "document", Roles.USER,
          "function_result", Roles.USER,
          "model_output", Roles.ASSISTANT,
          "thought", Roles.ASSISTANT);

  private Messages() {}

  /** Returns true for a message in one of the four roles, or another item of a conversation. */
  public static boolean isMessage(Shape shape) {
    return Roles.isKnown(role(shape)) && hasContent(shape) || isItem(shape);
  }

  /** Returns true for what is a message too if it stands among messages, in whatever role. */
  public static boolean isAmongMessages(Shape shape) {
    String role = role(shape);
    return isMessage(shape)
        || role != null && !role.isBlank() && shape.has("content", "parts", "tool_calls")
        || shape.text("type") != null;
  }

  /** LangChain and LangChain4j write the role as the type of a message. */
  private static @Nullable String role(Shape shape) {
    String role = shape.text(ROLE);
    String type = role == null ? shape.text("type") : null;
    if (type != null && Roles.isType(type) && shape.has("content", "text", "contents")) {
      return type;
    }
    if ("agent".equalsIgnoreCase(role) && "message".equals(shape.text("kind"))) {
      return Roles.ASSISTANT; // Of A2A
    }
    String author = role == null ? shape.text("author", "sender") : null; // Of applications
    return Roles.isKnown(author) ? author : role;
  }

  private static boolean hasContent(Shape shape) {
    return shape.has(CONTENT);
  }

  private static boolean isItem(Shape shape) {
    String type = shape.text("type");
    if (type == null) {
      return false;
    }
    return switch (type) {
      case "reasoning" -> shape.has("summary", "content") || shape.has("encrypted_content");
      case "item_reference" -> shape.has("id");
      case "function_result" -> shape.has("call_id");
      default ->
          type.endsWith("_output")
              ? shape.has("call_id")
              : type.endsWith("_call") && shape.has("call_id", "id");
    };
  }

  /** Returns the messages in the list. */
  public static List<Message> list(List<Shape> shapes, String separator) {
    List<Message> messages = new ArrayList<>();
    for (Shape shape : shapes) {
      messages.addAll(of(shape, separator));
    }
    return messages;
  }

  /** Returns the messages of a value: one, or more where it carries results of tools. */
  public static List<Message> of(Shape shape, String separator) {
    String text = shape.asText();
    if (text != null) {
      return List.of(Message.of(Roles.USER, text));
    }
    String role = Roles.of(role(shape));
    return role == null ? item(shape, separator) : message(role, shape, separator);
  }

  private static List<Message> message(String role, Shape shape, String separator) {
    String name = shape.text("name");
    if (role.equals(Roles.TOOL)) {
      Shape answer = shape.at("content", "text", "parts", "contents");
      String tool = name == null ? shape.text("tool_name") : name;
      return ToolAnswers.ofToolRole(
          answer, tool, shape.id("tool_call_id", "id"), ToolAnswers.isError(shape));
    }
    return new MessageParts(separator).read(shape).messages(role, name, null);
  }

  /** Returns a message that holds nothing but a text; an empty one is left out. */
  public static Message ofText(String role, @Nullable String name, @Nullable String text) {
    return new Message(
        role, name, text == null || text.isEmpty() ? List.of() : List.of(new Text(text)));
  }

  /** Returns the messages; a single one of the model is an answer without further facts. */
  public static Extraction extraction(List<Message> messages) {
    boolean answer = messages.size() == 1 && messages.get(0).role().equals(Roles.ASSISTANT);
    return answer
        ? Extraction.of(new Completion(null, null, messages, List.of(), null))
        : Extraction.of(messages);
  }

  /**
   * Reads an item of the Responses API, which has no role: a call of a tool or what it answered,
   * reasoning, or anything else as JSON. What neither a tool nor the user says is the model's.
   */
  private static List<Message> item(Shape shape, String separator) {
    String type = shape.text("type");
    if (type == null) {
      return new MessageParts(separator).part(shape).messages(Roles.USER, null, null);
    }
    if (type.equals("message")) {
      return new MessageParts(separator).read(shape).messages(Roles.USER, null, null);
    }
    if (type.equals("reasoning")) {
      return List.of(reasoning(shape));
    }
    if (OF_INTERACTIONS.containsKey(type)) {
      return ofInteraction(type, shape, separator);
    }
    if (type.endsWith("_output")) {
      return List.of(ToolAnswers.ofTool(shape.at("output"), null, shape.text("call_id"), false));
    }
    String role = type.endsWith("_response") ? Roles.USER : Roles.ASSISTANT;
    return List.of(new Message(role, null, ItemParts.of(type, shape)));
  }

  /** Reads a step of Gemini's Interactions API, or the content of one. */
  private static List<Message> ofInteraction(String type, Shape shape, String separator) {
    MessageParts parts = new MessageParts(separator);
    boolean holds = type.equals("user_input") || type.equals("model_output");
    MessageParts read = holds ? parts.content(shape.at("content")) : parts.part(shape);
    String role = OF_INTERACTIONS.get(type);
    return read.messages(role == null ? Roles.USER : role, null, null);
  }

  private static Message reasoning(Shape shape) {
    Message thought =
        new MessageParts(PARAGRAPHS)
            .content(shape.at("summary"))
            .content(shape.at("content"))
            .message(Roles.ASSISTANT, null, null);
    List<Part> parts = new ArrayList<>();
    for (Part each : thought.parts()) {
      parts.add(each instanceof Text text ? new Reasoning(text.text()) : each);
    }
    MessageParts all = new MessageParts(PARAGRAPHS).add(thought.with(parts));
    all.encryptedThought(shape.get("encrypted_content"));
    return all.message(Roles.ASSISTANT, null, null);
  }
}
