package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one message, read whole or in pieces as they arrive; the results of tools become
 * messages of their own. Not thread-safe.
 */
public final class MessageParts {

  private final JoinedText text;
  private final JoinedText reasoning;
  private final ToolCalls calls = new ToolCalls();
  private final List<Attachment> attachments = new ArrayList<>();
  private final List<Message> toolResults = new ArrayList<>();

  /**
   * @param separator the separator of two texts
   */
  public MessageParts(String separator) {
    this(separator, Integer.MAX_VALUE);
  }

  /**
   * @param most the most characters of the text, and of the reasoning
   */
  MessageParts(String separator, int most) {
    this.text = new JoinedText(separator, most);
    this.reasoning = new JoinedText(separator, most);
  }

  public MessageParts text(@Nullable String more) {
    text.add(more);
    return this;
  }

  public MessageParts reasoning(@Nullable String more) {
    reasoning.add(more);
    return this;
  }

  /** Adds calls that are whole. */
  public MessageParts calls(List<ToolCall> more) {
    more.forEach(calls::whole);
    return this;
  }

  /** Adds attachments, as many as the limit allows. */
  public MessageParts attach(List<Attachment> more) {
    more.stream().limit(Math.max(0, Limits.PARTS - attachments.size())).forEach(attachments::add);
    return this;
  }

  /** Returns the calls, for pieces of them. */
  ToolCalls calls() {
    return calls;
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
    Shape content = message.at("content", "text", "parts");
    content(content);
    if (content == null || isEmptyText(content)) {
      text(message.text("refusal"));
    }
    reasoning(message);
    if (piece) {
      calls.readPieces(message);
    } else {
      calls.read(message);
    }
    return this;
  }

  private static boolean isEmptyText(Shape content) {
    String only = content.asText();
    return only != null && only.isEmpty();
  }

  /** The same reasoning may be there twice: as a text, and as a list of details. */
  private void reasoning(Shape message) {
    String stated = message.text("reasoning_content", "reasoning", "thinking");
    if (stated != null && !stated.isEmpty()) {
      reasoning(stated);
      return;
    }
    for (Shape each : message.list(Limits.PARTS, "reasoning_details", "thinking_blocks")) {
      reasoning(each.text("text", "summary", "thinking"));
    }
  }

  /** Adds content of any form: a text, one part, or a list of parts. */
  public MessageParts content(@Nullable Shape content) {
    if (content == null) {
      return this;
    }
    if (ListElements.isList(content.value())) {
      content.elements(Limits.PARTS).forEach(this::part);
    } else {
      part(content);
    }
    return this;
  }

  /** Adds one part of a message. */
  void part(Shape part) {
    String only = part.asText();
    if (only != null) {
      text(only);
      return;
    }
    String type = part.text("type");
    if (type == null && isOtherPart(part)) {
      return;
    }
    switch (type == null ? "text" : type) {
      case "text", "input_text", "output_text", "summary_text", "reasoning_text" ->
          text(part.text("text", "content"));
      case "thinking" -> reasoning(part.text("thinking"));
      case "refusal" -> text(part.text("refusal"));
      case "tool_use", "server_tool_use", "mcp_tool_use" -> calls.whole(ToolCalls.one(part));
      case "tool_result" -> toolResult(part);
      default -> attachment(type == null ? "" : type, part);
    }
  }

  /** Reads a part whose kind is the name of its only member, as Gemini and Converse have it. */
  private boolean isOtherPart(Shape part) {
    Shape call = part.at("function_call", "tool_use");
    if (call != null) {
      calls.whole(ToolCalls.one(call));
      return true;
    }
    Shape result = part.at("tool_result");
    if (result != null) {
      toolResult(result);
      return true;
    }
    Shape thought = part.at("reasoning_content");
    Shape text = thought == null ? null : thought.at("reasoning_text");
    boolean isThought = Boolean.TRUE.equals(part.get("thought"));
    if (text != null || isThought) {
      reasoning(text == null ? part.text("text") : text.text("text"));
    }
    return text != null || isThought;
  }

  private void toolResult(Shape part) {
    MessageParts inner = new MessageParts("\n").content(part.at("content"));
    toolResults.add(inner.message(Roles.TOOL, null, part.text("tool_use_id")));
  }

  private void attachment(String type, Shape part) {
    Attachment attachment = Attachments.of(type, part);
    if (attachment != null) {
      attachments.add(attachment);
    }
  }

  /** Returns the messages: the results of tools first, then the rest if there is any. */
  public List<Message> messages(String role, @Nullable String name, @Nullable String toolCallId) {
    if (toolResults.isEmpty()) {
      return List.of(message(role, name, toolCallId));
    }
    List<Message> messages = new ArrayList<>(toolResults);
    if (!isEmpty()) {
      messages.add(message(role, name, toolCallId));
    }
    return messages;
  }

  boolean isEmpty() {
    return text.isEmpty() && reasoning.isEmpty() && calls.isEmpty() && attachments.isEmpty();
  }

  /** Returns the message, without the results of tools. */
  public Message message(String role, @Nullable String name, @Nullable String toolCallId) {
    return new Message(
        role, text.text(), reasoning.text(), name, calls.list(), toolCallId, attachments);
  }
}
