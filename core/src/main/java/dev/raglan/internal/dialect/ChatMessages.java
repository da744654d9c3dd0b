package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ContentWriter;
import dev.raglan.spi.TruncationCounts;
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
  public @Nullable String json(Message message, int number, int room) {
    JsonObject object =
        new JsonObject(writer)
            .name("role", message.role())
            .name("name", message.name())
            .name("tool_call_id", message.toolCallId());
    return object.length() > room ? null : new Pieces(message, room, object).write();
  }

  /** The texts, calls and attachments of one message: as many as fit. */
  private final class Pieces {

    private final Message message;
    private final int room;
    private final JsonObject object;
    private final MessageTexts texts;
    private int left;

    Pieces(Message message, int room, JsonObject object) {
      int pieces =
          (message.content() == null ? 0 : 1)
              + (message.reasoning() == null ? 0 : 1)
              + message.toolCalls().size()
              + message.attachments().size();
      this.message = message;
      this.room = room;
      this.object = object;
      this.texts = new MessageTexts(room - object.length(), pieces, writer);
    }

    String write() {
      if (message.reasoning() != null) {
        text("reasoning_content", message.reasoning());
      }
      if (!message.toolCalls().isEmpty()) {
        JsonArray calls = array("tool_calls");
        message.toolCalls().forEach(call -> add(call(call), calls));
        close("tool_calls", calls);
      }
      if (!message.attachments().isEmpty()) {
        JsonArray parts = array("content");
        if (message.content() != null) {
          add(textPart(message.content()), parts);
        }
        message.attachments().forEach(attachment -> add(attachment(attachment), parts));
        close("content", parts);
      } else if (message.content() != null) {
        text("content", message.content());
      }
      leftOut.messageParts(left);
      return object.close();
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
        object.json(name, array.close());
      }
    }

    private void add(@Nullable JsonObject piece, JsonArray array) {
      String json = piece == null ? null : piece.close();
      if (json != null && array.add(json)) {
        texts.take(json.length() + 1);
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
      return piece.json("function", function.close());
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
