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
import org.jspecify.annotations.Nullable;

/** Messages in the form of OpenAI's chat API, which backends show as a conversation. */
final class ChatMessages implements MessageJson.Form {

  private final ContentWriter writer;
  private final TruncationCounts leftOut;

  ChatMessages(ContentWriter writer, TruncationCounts leftOut) {
    this.writer = writer;
    this.leftOut = leftOut;
  }

  @Override
  public @Nullable JsonObject json(Message message, int number, int room) {
    JsonObject object =
        new JsonObject(writer)
            .name("role", message.role())
            .name("name", message.name())
            .name("tool_call_id", message.toolCallId())
            .flag("is_error", ofTool(message) && isError(message));
    return object.length() > room ? null : new Pieces(message, room, object).write();
  }

  /** OpenAI has no word for it: the one of Anthropic is read best. */
  private static boolean isError(Message message) {
    return message.parts().stream().anyMatch(ToolResult::isError);
  }

  private static boolean ofTool(Message message) {
    return message.role().equals("tool");
  }

  /** The parts of one message: as many as fit. */
  private final class Pieces {

    private final Message message;
    private final int room;
    private final JsonObject object;
    private final MessageTexts texts;
    private int left;

    Pieces(Message message, int room, JsonObject object) {
      this.message = message;
      this.room = room;
      this.object = object;
      this.texts = new MessageTexts(room - object.length(), message.parts().size(), writer);
    }

    JsonObject write() {
      if (message.reasoning() != null) {
        text("reasoning_content", message.reasoning());
      }
      encrypted();
      List<ToolCall> calls = callsComeLast() ? message.toolCalls() : List.of();
      if (!calls.isEmpty()) {
        JsonArray array = array("tool_calls");
        calls.forEach(call -> add(call(call), array));
        close("tool_calls", array);
      }
      writeContent(content(calls));
      for (Part part : message.parts()) {
        if (part instanceof OtherPart other && OtherPart.isCitations(part)) {
          citations(other.json());
        }
      }
      leftOut.messageParts(left + message.partsLeftOut());
      return object;
    }

    /** OpenRouter has reasoning that came encrypted beside the content. */
    private void encrypted() {
      JsonArray details = null;
      for (Part part : message.parts()) {
        if (part instanceof Reasoning thought && thought.encryptedBytes() != null) {
          details = details == null ? array("reasoning_details") : details;
          JsonObject detail = typed("reasoning.encrypted");
          add(detail.number("bytes", thought.encryptedBytes()), details);
        }
      }
      if (details != null) {
        close("reasoning_details", details);
      }
    }

    /** OpenAI has the sources of a message beside its content. */
    private void citations(String json) {
      String name = "annotations";
      int before = object.length();
      int share = texts.next(name.length() + ",\"\":".length());
      if (share < 0) {
        left++;
      } else {
        object.json(name, texts.tree(json, share));
        texts.take(object.length() - before);
      }
    }

    /** Returns the parts but for those that stand beside the content. */
    private List<Part> content(List<ToolCall> calls) {
      List<Part> all = message.parts();
      for (int i = 0; i < all.size(); i++) {
        if (isBeside(all.get(i), calls)) {
          return all.stream().filter(part -> !isBeside(part, calls)).toList();
        }
      }
      return all;
    }

    /**
     * Reasoning, sources and calls stand beside the content; calls before a text, in their place
     * there.
     */
    private static boolean isBeside(Part part, List<ToolCall> calls) {
      return part instanceof Reasoning
          || OtherPart.isCitations(part)
          || part instanceof ToolCall && !calls.isEmpty();
    }

    private boolean callsComeLast() {
      boolean called = false;
      for (Part part : message.parts()) {
        if (called && !(part instanceof ToolCall) && !OtherPart.isCitations(part)) {
          return false;
        }
        called = called || part instanceof ToolCall;
      }
      return true;
    }

    private void writeContent(List<Part> parts) {
      Part only = parts.size() == 1 ? parts.get(0) : null;
      if (only instanceof Text said) {
        text("content", said.text());
      } else if (only instanceof ToolResult answer && ofTool(message)) {
        text("content", answer.content() == null ? "" : answer.content());
      } else if (!parts.isEmpty()) {
        JsonArray array = array("content");
        parts.forEach(part -> add(piece(part), array));
        close("content", array);
      }
    }

    private @Nullable JsonObject piece(Part part) {
      if (part instanceof Text said) {
        return textPart(said.text());
      }
      if (part instanceof ToolCall call) {
        return inPlace(call);
      }
      if (part instanceof ToolResult answer) {
        String content = answer.content() == null ? "" : answer.content();
        JsonObject result = typed("tool_result").name("tool_use_id", answer.callId());
        return ofTool(message)
            ? textPart(content)
            : tree("content", content, result.flag("is_error", answer.isError()));
      }
      return part instanceof OtherPart other
          ? tree("content", other.json(), new JsonObject(writer).name("type", other.type()))
          : attachment((Attachment) part);
    }

    private JsonObject typed(String type) {
      return new JsonObject(writer).constant("type", type);
    }

    private @Nullable JsonObject tree(String name, String json, JsonObject piece) {
      int share = texts.next(piece.length() + name.length() + ",\"\":,".length());
      return share < 0 ? null : piece.json(name, texts.tree(json, share));
    }

    /** A call that is followed by a text stands among the content, as Anthropic has it. */
    private JsonObject inPlace(ToolCall call) {
      JsonObject piece = typed("tool_use").name("id", call.id()).name("name", call.name());
      if (call.arguments() == null) {
        texts.next(0);
        return piece;
      }
      JsonObject whole = tree("input", call.arguments(), piece);
      return whole == null ? piece : whole;
    }

    private void text(String name, String text) {
      int before = object.length();
      int share = texts.next(name.length() + ",\"\":".length());
      if (share < 0) {
        left++;
      } else {
        object.json(name, texts.text(text, share));
        texts.take(object.length() - before);
      }
    }

    private JsonArray array(String name) {
      return new JsonArray(room - object.length() - name.length() - ",\"\":".length());
    }

    private void close(String name, JsonArray array) {
      if (!array.isEmpty()) {
        object.json(name, array);
      }
    }

    private void add(@Nullable JsonObject piece, JsonArray array) {
      if (piece != null && array.add(piece)) {
        texts.take(piece.written() + 1);
      } else {
        left++;
      }
    }

    private JsonObject call(ToolCall call) {
      JsonObject function = new JsonObject(writer).name("name", call.name());
      JsonObject piece = new JsonObject(writer).name("id", call.id()).constant("type", "function");
      String arguments = call.arguments() == null ? "" : call.arguments();
      int share =
          texts.next(
              piece.length() + function.length() + ",\"function\":,\"arguments\":,".length());
      function.json("arguments", share < 0 ? "\"\"" : texts.quoted(arguments, share));
      return piece.json("function", function);
    }

    private @Nullable JsonObject textPart(String text) {
      JsonObject piece = new JsonObject(writer).constant("type", "text");
      int share = texts.next(piece.length() + ",\"text\":,".length());
      return share < 0 ? null : piece.json("text", texts.text(text, share));
    }

    /** An image with an address is shown; of anything else stands what it is. */
    private @Nullable JsonObject attachment(Attachment attachment) {
      String uri = attachment.uri();
      if (uri != null && attachment.modality().equals("image")) {
        JsonObject piece = new JsonObject(writer).constant("type", "image_url");
        int share = texts.next(piece.length() + ",\"image_url\":{\"url\":},".length());
        return share < 0
            ? null
            : piece.json("image_url", "{\"url\":" + texts.text(uri, share) + "}");
      }
      JsonObject piece =
          new JsonObject(writer)
              .name("type", attachment.modality())
              .name("mime_type", attachment.mimeType());
      if (uri == null) {
        texts.next(0);
        return piece.number("bytes", attachment.bytes());
      }
      int share = texts.next(piece.length() + ",\"uri\":,".length());
      return share < 0 ? null : piece.json("uri", texts.text(uri, share));
    }
  }
}
