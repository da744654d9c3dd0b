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
 * Puts one message together out of its parts; the results of tools become messages of their own.
 */
public final class MessageParts {

  private final String separator;
  private final List<String> texts = new ArrayList<>();
  private final List<String> reasoning = new ArrayList<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private final List<Message> toolResults = new ArrayList<>();

  /**
   * @param separator what stands between two texts
   */
  public MessageParts(String separator) {
    this.separator = separator;
  }

  public MessageParts text(@Nullable String text) {
    addTo(texts, text);
    return this;
  }

  public MessageParts reasoning(@Nullable String text) {
    addTo(reasoning, text);
    return this;
  }

  public MessageParts calls(List<ToolCall> more) {
    calls.addAll(more);
    return this;
  }

  public MessageParts attach(Attachment attachment) {
    attachments.add(attachment);
    return this;
  }

  private static void addTo(List<String> list, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      list.add(text);
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

  private void part(Shape part) {
    String text = part.asText();
    if (text != null) {
      text(text);
      return;
    }
    String type = part.text("type");
    switch (type == null ? "text" : type) {
      case "text", "input_text", "output_text", "summary_text", "reasoning_text" ->
          text(part.text("text", "content"));
      case "thinking" -> reasoning(part.text("thinking"));
      case "refusal" -> text(part.text("refusal"));
      case "tool_use", "server_tool_use", "mcp_tool_use" -> call(part);
      case "tool_result" -> toolResult(part);
      default -> attachment(type == null ? "" : type, part);
    }
  }

  private void call(Shape part) {
    ToolCall call = ToolCalls.one(part);
    if (call != null) {
      calls.add(call);
    }
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

  /** The messages: the results of tools first, then the rest if there is any. */
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
    return texts.isEmpty() && reasoning.isEmpty() && calls.isEmpty() && attachments.isEmpty();
  }

  public Message message(String role, @Nullable String name, @Nullable String toolCallId) {
    return new Message(
        role, joined(texts), joined(reasoning), name, calls, toolCallId, attachments);
  }

  private @Nullable String joined(List<String> parts) {
    return switch (parts.size()) {
      case 0 -> null;
      case 1 -> parts.get(0);
      default -> String.join(separator, parts);
    };
  }
}
