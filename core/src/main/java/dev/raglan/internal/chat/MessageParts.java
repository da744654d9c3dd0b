package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one message, read whole or in pieces as they arrive, in their order: the reasoning
 * that stands beside the content, the content, and the calls that stand beside it. Texts that
 * follow each other are one. The results of tools become messages of their own. Not thread-safe.
 */
public final class MessageParts {

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

  private final String separator;
  private final JoinedText.Room textRoom;
  private final JoinedText.Room reasoningRoom;
  private final JoinedText reasoning;

  /** The content: texts that may grow, parts, and messages of tools. */
  private final List<Object> content = new ArrayList<>();

  private final SortedMap<Long, MessageParts> blocks = new TreeMap<>();
  private final ToolCalls calls = new ToolCalls();
  private int leftOut;

  /**
   * @param separator the separator of two texts
   */
  public MessageParts(String separator) {
    this(separator, Integer.MAX_VALUE);
  }

  /**
   * @param most the most characters of the texts, and of the reasoning
   */
  MessageParts(String separator, int most) {
    this(separator, new JoinedText.Room(most), new JoinedText.Room(most));
  }

  private MessageParts(String separator, JoinedText.Room textRoom, JoinedText.Room reasoningRoom) {
    this.separator = separator;
    this.textRoom = textRoom;
    this.reasoningRoom = reasoningRoom;
    this.reasoning = new JoinedText(separator, reasoningRoom);
  }

  /**
   * A text of the content that may grow.
   *
   * @param thought true for reasoning that stands among the content
   */
  private record GrowingText(boolean thought, JoinedText text) {

    private Part part() {
      String said = text.text();
      String known = said == null ? "" : said;
      return thought ? new Reasoning(known) : new Text(known);
    }
  }

  public MessageParts text(@Nullable String more) {
    grow(false, more);
    return this;
  }

  /** Adds to the reasoning that stands beside the content. */
  public MessageParts reasoning(@Nullable String more) {
    reasoning.add(more);
    return this;
  }

  private void grow(boolean thought, @Nullable String more) {
    if (more == null || more.isEmpty()) {
      return;
    }
    Object last = content.isEmpty() ? null : content.get(content.size() - 1);
    if (last instanceof GrowingText growing && growing.thought == thought) {
      growing.text.add(more);
      return;
    }
    JoinedText begun = new JoinedText(separator, thought ? reasoningRoom : textRoom);
    begun.add(more);
    addContent(new GrowingText(thought, begun));
  }

  private void addContent(Object part) {
    if (content.size() < Limits.PARTS) {
      content.add(part);
    } else {
      leftOut++;
    }
  }

  /** Adds calls that are whole and stand beside the content. */
  public MessageParts calls(List<ToolCall> more) {
    more.forEach(calls::whole);
    return this;
  }

  /** Adds attachments, as many as the limit allows; the others are counted. */
  public MessageParts attach(List<Attachment> more) {
    more.forEach(this::addContent);
    return this;
  }

  /** Adds parts behind the content so far; texts continue its last one. */
  MessageParts add(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Text said) {
        grow(false, said.text());
      } else if (part instanceof Reasoning thought) {
        grow(true, thought.text());
      } else {
        addContent(part);
      }
    }
    leftOut += message.partsLeftOut();
    return this;
  }

  /** Returns the calls that stand beside the content, for pieces of them. */
  ToolCalls calls() {
    return calls;
  }

  /**
   * Returns the block of that index, which grows by itself and stands behind the content in the
   * order of the indexes.
   *
   * @param index null for the last one
   */
  MessageParts block(@Nullable Long index, String itsSeparator) {
    Long known = index == null ? (blocks.isEmpty() ? (Long) 0L : blocks.lastKey()) : index;
    MessageParts block = blocks.get(known);
    if (block == null) {
      block = new MessageParts(itsSeparator, textRoom, reasoningRoom);
      if (blocks.size() < Limits.PARTS) {
        blocks.put(known, block);
      } else {
        leftOut++;
      }
    }
    return block;
  }

  /** Adds everything that a whole message holds. */
  MessageParts read(Shape message) {
    return read(message, false);
  }

  /**
   * Adds everything that a message, or a part of one, holds.
   *
   * @param piece true for a part: its tool calls may continue those of earlier parts
   */
  MessageParts read(Shape message, boolean piece) {
    Shape said = message.at("content", "text", "parts");
    content(said);
    if (said == null || isEmptyText(said)) {
      text(message.text("refusal"));
    }
    reasonedBeside(message);
    audio(message.at("audio"));
    images(message);
    executed(message);
    if (piece) {
      calls.readPieces(message);
    } else {
      calls.read(message);
    }
    return this;
  }

  /** An answer that is spoken has its words beside its sound. */
  private void audio(@Nullable Shape audio) {
    if (audio == null || audio.isText()) {
      return;
    }
    text(audio.text("transcript"));
    String data = audio.text("data");
    if (data != null && !data.isEmpty()) {
      addContent(Attachments.inline("audio", data, null));
    }
  }

  /** OpenRouter has the images that a model made beside the content. */
  private void images(Shape message) {
    for (Shape each : message.list(Limits.PARTS, "images")) {
      String type = each.isText() ? null : each.text("type");
      Attachment image = type == null ? null : Attachments.of(type, each);
      if (image != null) {
        addContent(image);
      }
    }
  }

  /** Groq has the calls of its own tools, and their answers, beside the content. */
  private void executed(Shape message) {
    for (Shape each : message.list(Limits.PARTS, "executed_tools")) {
      addContent(ItemParts.json("executed_tool", each));
    }
  }

  private static boolean isEmptyText(Shape content) {
    String only = content.asText();
    return only != null && only.isEmpty();
  }

  /** The same reasoning may be there twice: as a text, and as a list of details. */
  private void reasonedBeside(Shape message) {
    String stated = message.text("reasoning_content", "reasoning", "thinking", "tool_plan");
    if (stated != null && !stated.isEmpty()) {
      reasoning(stated);
      return;
    }
    for (Shape each : message.list(Limits.PARTS, "reasoning_details", "thinking_blocks")) {
      reasoning(each.text("text", "summary", "thinking"));
    }
  }

  /** Adds content of any form: a text, one part, or a list of parts. */
  public MessageParts content(@Nullable Shape said) {
    if (said == null) {
      return this;
    }
    if (ListElements.isList(said.value())) {
      said.elements(Limits.PARTS).forEach(this::part);
      leftOut += Math.max(0, ListElements.size(said.value()) - Limits.PARTS);
    } else {
      part(said);
    }
    return this;
  }

  /** Returns a map as the parts of a message: one part, or none if it is empty. */
  public static List<Part> other(String type, Map<?, ?> value) {
    String json = value.isEmpty() ? null : ToolCalls.json(value);
    return json == null ? List.of() : List.of(new OtherPart(type, json));
  }

  /** OpenAI's assistants have the text as a value that is annotated. */
  private static @Nullable String textOf(Shape part) {
    Shape annotated = part.at("text");
    return annotated == null || annotated.isText()
        ? part.text("text", "content")
        : annotated.text("value");
  }

  /** Adds one part of a message. */
  MessageParts part(Shape part) {
    String only = part.asText();
    if (only != null) {
      return text(only);
    }
    String stated = part.text("type");
    String type = stated == null ? "" : stated;
    switch (type) {
      case "text", "input_text", "output_text", "summary_text", "text_delta" -> text(textOf(part));
      case "thinking", "reasoning_text", "reasoning" -> thought(part);
      case "refusal" -> text(part.text("refusal"));
      case "tool_use",
          "server_tool_use",
          "mcp_tool_use",
          "tool_call",
          "tool-call",
          "function_call" ->
          callOr(ToolCalls.one(part), type, part);
      case "tool_result", "tool-result", "tool_call_response" -> addContent(toolResult(part));
      case "" -> untyped(part);
      default -> typed(type, part);
    }
    return this;
  }

  /** Adds reasoning: a text, or a list of parts that have one. */
  private void thought(Shape part) {
    Shape thoughts = part.at("thinking", "text", "content", "summary");
    if (thoughts == null || !ListElements.isList(thoughts.value())) {
      grow(true, thoughts == null ? null : thoughts.asText());
      return;
    }
    for (Shape each : thoughts.elements(Limits.PARTS)) {
      grow(true, each.isText() ? each.asText() : each.text("text"));
    }
  }

  private void callOr(@Nullable ToolCall call, String type, Shape part) {
    addContent(call == null ? ItemParts.json(type, part) : call);
  }

  /** A part whose only name says what it is, as Gemini and Bedrock have them. */
  private void untyped(Shape part) {
    Shape call = part.at("function_call", "tool_use");
    Shape result = part.at("function_response", "tool_result");
    Shape thoughts = part.at("reasoning_content");
    Attachment attachment = Attachments.untyped(part);
    String text = part.text("text", "content");
    Shape parts = part.at("parts");
    if (parts != null && isList(parts)) {
      content(parts);
    } else if (call != null) {
      callOr(ToolCalls.one(call), "tool_call", part);
    } else if (result != null) {
      addContent(toolResult(result));
    } else if (thoughts != null) {
      Shape nested = thoughts.at("reasoning_text");
      thought(nested == null ? thoughts : nested);
    } else if (attachment != null) {
      addContent(attachment);
    } else if (text != null) {
      grow(Boolean.TRUE.equals(part.get("thought")), text);
    } else {
      addContent(ItemParts.json("json", part));
    }
  }

  private void typed(String type, Shape part) {
    Shape source = part.at("source");
    if (type.equals("document") && source != null && isTextSource(source)) {
      MessageParts document = new MessageParts("\n").content(source.at("data", "content"));
      add(document.message(Roles.USER, null, null));
      return;
    }
    Attachment attachment = Attachments.of(type, part);
    if (attachment != null) {
      addContent(attachment);
    } else if (type.endsWith("_tool_result")) {
      Shape answer = part.at("content");
      String json = answer == null ? null : ToolCalls.json(answer.value());
      addContent(new ToolResult(part.text("tool_use_id"), json));
    } else {
      addContent(ItemParts.json(type, part));
    }
  }

  /** Anthropic's documents may be plain text, or a list of parts. */
  private static boolean isTextSource(Shape source) {
    String type = source.text("type");
    return "text".equals(type) || "content".equals(type);
  }

  private static Message toolResult(Shape part) {
    return ofTool(
        part.at("content", "response", "output", "result"),
        part.text("name", "tool_name"),
        part.id("tool_use_id", "tool_call_id", "id"));
  }

  /**
   * Returns the message in which a tool answers: texts as they are, and what is neither text nor a
   * part of a message as JSON.
   *
   * @param answer null for none
   */
  static Message ofTool(@Nullable Shape answer, @Nullable String name, @Nullable String callId) {
    if (answer == null || !isContent(answer)) {
      String json = answer == null ? null : ToolCalls.json(answer.value());
      return new Message(Roles.TOOL, name, List.of(new ToolResult(callId, json)));
    }
    MessageParts inner = new MessageParts("\n").content(answer);
    return answering(inner.message(Roles.TOOL, null, null), name, callId);
  }

  /** Returns the messages of a message in which a tool answers, or several in parts of it. */
  static List<Message> ofToolRole(
      @Nullable Shape answer, @Nullable String name, @Nullable String callId) {
    if (answer != null && isList(answer)) {
      List<Message> each = new MessageParts("\n").content(answer).messages(Roles.TOOL, name, null);
      if (each.stream().anyMatch(message -> message.toolCallId() != null)) {
        return each;
      }
    }
    return List.of(ofTool(answer, name, callId));
  }

  /** Makes the texts of a message the answer of a tool; what else it holds stands behind. */
  private static Message answering(Message read, @Nullable String name, @Nullable String callId) {
    List<Part> parts = new ArrayList<>();
    parts.add(new ToolResult(callId, read.content()));
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

  /** Returns the messages: one, or more where tools answer in between. */
  public List<Message> messages(String role, @Nullable String name, @Nullable String toolCallId) {
    if (!hasMessages()) {
      return List.of(message(role, name, toolCallId));
    }
    List<Message> messages = new ArrayList<>();
    List<Part> own = new ArrayList<>();
    for (Object each : ordered()) {
      if (each instanceof Message ofTool) {
        flush(role, name, own, messages);
        messages.add(ofTool);
      } else {
        own.add((Part) each);
      }
    }
    flush(role, name, own, messages);
    int last = messages.size() - 1;
    Message newest = messages.get(last);
    int missing = newest.partsLeftOut() + allLeftOut();
    messages.set(last, new Message(newest.role(), newest.name(), newest.parts(), missing));
    return messages;
  }

  private boolean hasMessages() {
    for (Object each : content) {
      if (each instanceof Message) {
        return true;
      }
    }
    return false;
  }

  private static void flush(
      String role, @Nullable String name, List<Part> own, List<Message> messages) {
    if (!own.isEmpty()) {
      messages.add(new Message(role, name, own));
      own.clear();
    }
  }

  /** Returns true if there is nothing, or nothing that is known to be a part of a message. */
  boolean isOfOtherTypes() {
    return reasoning.isEmpty()
        && blocks.isEmpty()
        && calls.isEmpty()
        && content.stream().allMatch(OtherPart.class::isInstance);
  }

  boolean isEmpty() {
    return reasoning.isEmpty() && content.isEmpty() && blocks.isEmpty() && calls.isEmpty();
  }

  /** Returns the message, without what tools answer. */
  public Message message(String role, @Nullable String name, @Nullable String toolCallId) {
    List<Part> parts = new ArrayList<>();
    for (Object each : ordered()) {
      if (each instanceof Part part) {
        parts.add(part);
      }
    }
    Message read = new Message(role, name, parts, allLeftOut());
    return toolCallId == null ? read : answering(read, name, toolCallId);
  }

  private int allLeftOut() {
    int all = leftOut + calls.leftOut();
    for (MessageParts block : blocks.values()) {
      all += block.allLeftOut();
    }
    return all;
  }

  /** Returns parts and messages of tools. */
  private List<Object> ordered() {
    List<Object> all = new ArrayList<>();
    String beside = reasoning.text();
    if (beside != null) {
      all.add(new Reasoning(beside));
    }
    for (Object each : content) {
      all.add(each instanceof GrowingText text ? text.part() : each);
    }
    blocks.values().forEach(block -> block.ordered().forEach(each -> join(each, all)));
    all.addAll(calls.list());
    return all;
  }

  /** Adds a part of a block; a text continues the one before it. */
  private void join(Object part, List<Object> all) {
    int last = all.size() - 1;
    Object before = last < 0 ? null : all.get(last);
    if (part instanceof Text more && before instanceof Text said) {
      all.set(last, new Text(said.text() + separator + more.text()));
    } else if (part instanceof Reasoning more && before instanceof Reasoning thought) {
      all.set(last, new Reasoning(thought.text() + separator + more.text()));
    } else {
      all.add(part);
    }
  }
}
