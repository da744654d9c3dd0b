package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ContentWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages in the form of OpenTelemetry's GenAI conventions: a role and parts. */
final class GenAiMessages implements MessageForm {

  private final ContentWriter writer;
  private final @Nullable List<String> finishReasons;

  private GenAiMessages(ContentWriter writer, @Nullable List<String> finishReasons) {
    this.writer = writer;
    this.finishReasons = finishReasons;
  }

  /** The form of messages to a model. */
  static MessageForm input(ContentWriter writer) {
    return new GenAiMessages(writer, null);
  }

  /** The form of messages from a model, which stopped for these reasons, one for each choice. */
  static MessageForm output(ContentWriter writer, List<String> finishReasons) {
    return new GenAiMessages(writer, finishReasons);
  }

  /** A system prompt: an array of one part. */
  static String system(String prompt, ContentWriter writer) {
    String text = writer.text(prompt);
    return writer.json(List.of(text("text", text)), 2 * writer.limits().maxLength());
  }

  @Override
  public Object tree(Message message, int number, int room) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("role", message.role());
    if (message.name() != null) {
      tree.put("name", message.name());
    }
    if (finishReasons != null) {
      tree.put("finish_reason", finishReason(number, message));
    }
    tree.put("parts", parts(message, new MessageTexts(message, room, writer)));
    return tree;
  }

  private String finishReason(int number, Message message) {
    if (finishReasons == null
        || number >= finishReasons.size()
        || finishReasons.get(number).isEmpty()) {
      return message.toolCalls().isEmpty() ? "stop" : "tool_call";
    }
    String reason = finishReasons.get(number);
    return switch (reason.toLowerCase(Locale.ROOT)) {
      case "stop", "end_turn", "stop_sequence", "completed", "complete", "finish" -> "stop";
      case "length", "max_tokens", "max_output_tokens", "model_length" -> "length";
      case "tool_calls", "tool_call", "tool_use", "function_call", "tool_execution" -> "tool_call";
      case "content_filter", "safety", "refusal", "guardrail_intervened" -> "content_filter";
      default -> reason;
    };
  }

  private static List<Map<String, Object>> parts(Message message, MessageTexts texts) {
    List<Map<String, Object>> parts = new ArrayList<>();
    if (message.reasoning() != null) {
      parts.add(text("reasoning", texts.of(message.reasoning())));
    }
    if (message.toolCallId() != null) {
      parts.add(toolResponse(message.toolCallId(), message.content(), texts));
    } else if (message.content() != null) {
      parts.add(text("text", texts.of(message.content())));
    }
    for (Attachment attachment : message.attachments()) {
      parts.add(attachment(attachment, texts));
    }
    for (ToolCall call : message.toolCalls()) {
      parts.add(toolCall(call, texts));
    }
    return parts;
  }

  private static Map<String, Object> text(String type, String content) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("type", type);
    part.put("content", content);
    return part;
  }

  private static Map<String, Object> toolResponse(
      String id, @Nullable String content, MessageTexts texts) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("type", "tool_call_response");
    part.put("id", id);
    part.put("response", content == null ? "" : texts.tree(content));
    return part;
  }

  private static Map<String, Object> toolCall(ToolCall call, MessageTexts texts) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("type", "tool_call");
    if (call.id() != null) {
      part.put("id", call.id());
    }
    part.put("name", call.name());
    if (call.arguments() != null) {
      part.put("arguments", texts.tree(call.arguments()));
    }
    return part;
  }

  /** An inline attachment is a blob without its content, which is never copied. */
  private static Map<String, Object> attachment(Attachment attachment, MessageTexts texts) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("type", attachment.uri() == null ? "blob" : "uri");
    part.put("modality", attachment.modality());
    if (attachment.mimeType() != null) {
      part.put("mime_type", attachment.mimeType());
    }
    if (attachment.uri() != null) {
      part.put("uri", texts.of(attachment.uri()));
    } else {
      part.put("content", "");
      if (attachment.bytes() != null) {
        part.put("bytes", attachment.bytes());
      }
    }
    return part;
  }
}
