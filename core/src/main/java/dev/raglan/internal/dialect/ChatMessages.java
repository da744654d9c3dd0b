package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ContentWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages in the form of OpenAI's chat API, which Langfuse shows as a conversation. */
final class ChatMessages implements MessageForm {

  private final ContentWriter writer;

  ChatMessages(ContentWriter writer) {
    this.writer = writer;
  }

  @Override
  public Object tree(Message message, int number, int room) {
    MessageTexts texts = new MessageTexts(message, room, writer);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("role", message.role());
    if (message.name() != null) {
      tree.put("name", message.name());
    }
    if (message.toolCallId() != null) {
      tree.put("tool_call_id", message.toolCallId());
    }
    if (message.reasoning() != null) {
      tree.put("reasoning_content", texts.of(message.reasoning()));
    }
    if (!message.toolCalls().isEmpty()) {
      tree.put("tool_calls", toolCalls(message, texts));
    }
    if (!message.attachments().isEmpty()) {
      tree.put("content", parts(message, texts));
    } else if (message.content() != null) {
      tree.put("content", texts.of(message.content()));
    }
    return tree;
  }

  private static List<Object> toolCalls(Message message, MessageTexts texts) {
    List<Object> calls = new ArrayList<>();
    for (ToolCall call : message.toolCalls()) {
      Map<String, Object> function = new LinkedHashMap<>();
      function.put("name", call.name());
      function.put("arguments", call.arguments() == null ? "" : texts.json(call.arguments()));
      Map<String, Object> tree = new LinkedHashMap<>();
      if (call.id() != null) {
        tree.put("id", call.id());
      }
      tree.put("type", "function");
      tree.put("function", function);
      calls.add(tree);
    }
    return calls;
  }

  private static List<Object> parts(Message message, MessageTexts texts) {
    List<Object> parts = new ArrayList<>();
    if (message.content() != null) {
      Map<String, Object> part = new LinkedHashMap<>();
      part.put("type", "text");
      part.put("text", texts.of(message.content()));
      parts.add(part);
    }
    for (Attachment attachment : message.attachments()) {
      parts.add(attachment(attachment, texts));
    }
    return parts;
  }

  /** An image with an address is one; of anything else it is said what it is. */
  private static Map<String, Object> attachment(Attachment attachment, MessageTexts texts) {
    Map<String, Object> part = new LinkedHashMap<>();
    if (attachment.uri() != null && attachment.modality().equals("image")) {
      part.put("type", "image_url");
      part.put("image_url", Map.of("url", texts.of(attachment.uri())));
      return part;
    }
    part.put("type", attachment.modality());
    if (attachment.mimeType() != null) {
      part.put("mime_type", attachment.mimeType());
    }
    if (attachment.uri() != null) {
      part.put("uri", texts.of(attachment.uri()));
    } else if (attachment.bytes() != null) {
      part.put("bytes", attachment.bytes());
    }
    return part;
  }
}
