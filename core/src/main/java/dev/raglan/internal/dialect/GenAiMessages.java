package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ContentWriter;
import dev.raglan.spi.TruncationCounts;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Messages in the form of OpenTelemetry's GenAI conventions: a role and parts. */
final class GenAiMessages implements MessageJson.Form {

  /** The finish reason of a message where none is known: the conventions require one. */
  private static final String UNKNOWN = "unknown";

  private final ContentWriter writer;
  private final TruncationCounts leftOut;
  private final @Nullable List<String> finishReasons;

  private GenAiMessages(
      ContentWriter writer, TruncationCounts leftOut, @Nullable List<String> finishReasons) {
    this.writer = writer;
    this.leftOut = leftOut;
    this.finishReasons = finishReasons;
  }

  /** Returns the form of messages to a model. */
  static MessageJson.Form input(ContentWriter writer, TruncationCounts leftOut) {
    return new GenAiMessages(writer, leftOut, null);
  }

  /** Returns the form of messages from a model, with its finish reasons, one for each choice. */
  static MessageJson.Form output(
      ContentWriter writer, TruncationCounts leftOut, List<String> finishReasons) {
    return new GenAiMessages(writer, leftOut, finishReasons);
  }

  /** Returns a system prompt: an array of one part. */
  static String system(String prompt, ContentWriter writer) {
    JsonObject part = new JsonObject(writer).constant("type", "text");
    int room = Lengths.of(2, writer) - part.length() - "[,\"content\":]".length();
    return "[" + part.json("content", writer.json(writer.text(prompt), room)).close() + "]";
  }

  @Override
  public @Nullable String json(Message message, int number, int room) {
    JsonObject object = new JsonObject(writer).name("role", message.role());
    object.name("name", message.name());
    if (finishReasons != null) {
      object.name("finish_reason", finishReason(number, finishReasons));
    }
    int left = room - object.length() - ",\"parts\":".length();
    return left < 2 ? null : object.json("parts", parts(message, left)).close();
  }

  private static String finishReason(int number, List<String> finishReasons) {
    String reason = number < finishReasons.size() ? finishReasons.get(number) : "";
    return switch (reason.toLowerCase(Locale.ROOT)) {
      case "stop", "end_turn", "stop_sequence", "completed", "complete", "finish" -> "stop";
      case "length", "max_tokens", "max_output_tokens", "model_length" -> "length";
      case "tool_calls", "tool_call", "tool_use", "function_call", "tool_execution" -> "tool_call";
      case "content_filter", "safety", "refusal", "guardrail_intervened" -> "content_filter";
      default -> reason.isBlank() ? UNKNOWN : reason;
    };
  }

  private String parts(Message message, int room) {
    Parts parts = new Parts(message, room);
    if (message.reasoning() != null) {
      parts.text("reasoning", message.reasoning());
    }
    if (message.toolCallId() != null) {
      parts.toolResponse(message.toolCallId(), message.content());
    } else if (message.content() != null) {
      parts.text("text", message.content());
    }
    message.attachments().forEach(parts::attachment);
    message.toolCalls().forEach(parts::toolCall);
    leftOut.messageParts(parts.left);
    return parts.array.close();
  }

  /** The parts of one message: as many as fit, each with the members that it must have. */
  private final class Parts {

    private final JsonArray array;
    private final MessageTexts texts;
    private int count;
    private int left;

    Parts(Message message, int room) {
      int pieces =
          (message.content() == null && message.toolCallId() == null ? 0 : 1)
              + (message.reasoning() == null ? 0 : 1)
              + message.toolCalls().size()
              + message.attachments().size();
      this.array = new JsonArray(room);
      this.texts = new MessageTexts(room - 2, pieces, writer);
    }

    private JsonObject part(String type) {
      return new JsonObject(writer).constant("type", type);
    }

    void text(String type, String content) {
      JsonObject part = part(type);
      int share = share(part, "content");
      add(share < 0 ? null : part.json("content", texts.text(content, share)));
    }

    void toolResponse(String id, @Nullable String content) {
      JsonObject part = part("tool_call_response").name("id", id);
      int share = share(part, "response");
      String text = content == null ? "" : content;
      add(share < 0 ? null : part.json("response", texts.tree(text, share)));
    }

    void toolCall(ToolCall call) {
      JsonObject part = part("tool_call").name("id", call.id()).name("name", call.name());
      if (call.arguments() == null) {
        texts.next(0);
        add(part);
        return;
      }
      int share = share(part, "arguments");
      add(share < 0 ? part : part.json("arguments", texts.tree(call.arguments(), share)));
    }

    /** An inline attachment is a blob without its content, which is never copied. */
    void attachment(Attachment attachment) {
      JsonObject part =
          part(attachment.uri() == null ? "blob" : "uri")
              .name("modality", attachment.modality())
              .name("mime_type", attachment.mimeType());
      if (attachment.uri() == null) {
        texts.next(0);
        add(part.constant("content", "").number("bytes", attachment.bytes()));
        return;
      }
      int share = share(part, "uri");
      add(share < 0 ? null : part.json("uri", texts.text(attachment.uri(), share)));
    }

    private int share(JsonObject part, String name) {
      return texts.next(part.length() + name.length() + ",\"\":,".length());
    }

    private void add(@Nullable JsonObject part) {
      String json = part == null || count == writer.limits().maxItems() ? null : part.close();
      if (json != null && array.add(json)) {
        count++;
        texts.take(json.length() + 1);
      } else {
        left++;
      }
    }
  }
}
