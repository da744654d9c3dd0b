package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ContentWriter;
import dev.raglan.spi.TruncationCounts;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages in the form of OpenTelemetry's GenAI conventions: a role and parts. */
final class GenAiMessages implements MessageJson.Form {

  /** The finish reason of a message where none is known: the conventions require one. */
  private static final String UNKNOWN = "unknown";

  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "text",
          "reasoning",
          "tool_call",
          "tool_call_response",
          "server_tool_call",
          "server_tool_call_response",
          "blob",
          "file",
          "uri");

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
  public @Nullable JsonObject json(Message message, int number, int room) {
    JsonObject object = new JsonObject(writer).name("role", message.role());
    object.name("name", message.name());
    if (finishReasons != null) {
      object.name("finish_reason", finishReason(number, finishReasons));
    }
    int left = room - object.length() - ",\"parts\":".length();
    return left < 2 ? null : object.json("parts", parts(message, left));
  }

  private static String finishReason(int number, List<String> finishReasons) {
    String reason = number < finishReasons.size() ? finishReasons.get(number) : "";
    return reason.isBlank() ? UNKNOWN : reason;
  }

  private JsonArray parts(Message message, int room) {
    Parts parts = new Parts(message, room);
    for (Part part : message.parts()) {
      parts.add(part);
    }
    leftOut.messageParts(parts.left + message.partsLeftOut());
    return parts.array;
  }

  /** The parts of one message: as many as fit, each with the members that it must have. */
  private final class Parts {

    private final JsonArray array;
    private final MessageTexts texts;
    private int count;
    private int left;

    Parts(Message message, int room) {
      this.array = new JsonArray(room);
      this.texts = new MessageTexts(room - 2, message.parts().size(), writer);
    }

    void add(Part part) {
      if (part instanceof Text said) {
        text("text", said.text());
      } else if (part instanceof Reasoning thought) {
        reasoning(thought);
      } else if (part instanceof ToolCall call) {
        toolCall(call);
      } else if (part instanceof ToolResult result) {
        toolResponse(result);
      } else if (part instanceof Attachment attachment) {
        attachment(attachment);
      } else if (part instanceof OtherPart other) {
        other(other);
      }
    }

    private JsonObject part(String type) {
      return new JsonObject(writer).constant("type", type);
    }

    void text(String type, String content) {
      JsonObject part = part(type);
      int share = share(part, "content");
      add(share < 0 ? null : part.json("content", texts.text(content, share)));
    }

    /** Encrypted reasoning is told by its size, as the data of an attachment are. */
    void reasoning(Reasoning thought) {
      JsonObject part = part("reasoning").number("encrypted_bytes", thought.encryptedBytes());
      if (thought.text().isEmpty()) {
        texts.next(0);
        add(part.constant("content", ""));
        return;
      }
      int share = share(part, "content");
      add(share < 0 ? null : part.json("content", texts.text(thought.text(), share)));
    }

    void toolResponse(ToolResult result) {
      JsonObject part = part("tool_call_response").name("id", result.callId());
      part.flag("is_error", result.isError());
      int share = share(part, "response");
      String text = result.content() == null ? "" : result.content();
      add(share < 0 ? null : part.json("response", texts.tree(text, share)));
    }

    /** A part of another type may have any members: what it holds stands in one of them. */
    void other(OtherPart other) {
      JsonObject part = new JsonObject(writer).name("type", typeOf(other));
      int share = share(part, "content");
      add(share < 0 ? null : part.json("content", texts.tree(other.json(), share)));
    }

    /** A type that the conventions give other members is not taken for theirs. */
    private static String typeOf(OtherPart other) {
      return KNOWN_TYPES.contains(other.type()) ? "other" : other.type();
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
      if (part != null && count < writer.limits().maxItems() && array.add(part)) {
        count++;
        texts.take(part.written() + 1);
      } else {
        left++;
      }
    }
  }
}
