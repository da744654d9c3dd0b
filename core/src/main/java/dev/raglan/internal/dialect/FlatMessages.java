package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import dev.raglan.semconv.OpenInferenceMessage;
import dev.raglan.spi.ContentWriter;
import dev.raglan.spi.NumberedSink;
import dev.raglan.spi.Redactor;
import dev.raglan.spi.TruncationCounts;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as one attribute for each of their values.
 *
 * <p>Of a conversation for which there is no room, messages are kept in the order of {@link
 * MessageOrder} and written in their own, numbered without a gap; the others are left out. The
 * first two of that order are kept always, with texts cut to the room there is. All texts together
 * are at most four times as long as one value may be. Used by one thread.
 */
final class FlatMessages {

  /** The most tool calls of one message. */
  static final int MOST_PARTS = 8;

  /** The most other parts of one message. */
  static final int MOST_CONTENTS = 10;

  /** The messages that are cut rather than left out: the system message and the newest. */
  private static final int CUT_RATHER = 2;

  /** The type of a part by which the answer of a tool that failed is told from others. */
  private static final String TOOL_ERROR = "tool_error";

  private static final int LONGEST_NAME = 256;
  private static final int LEAST_TEXT = 16;

  private final ContentWriter writer;
  private final NumberedSink sink;
  private final TruncationCounts leftOut;
  private final int longestText;
  private int textRoom;

  FlatMessages(ContentWriter writer, NumberedSink sink, TruncationCounts leftOut) {
    this.writer = writer;
    this.sink = sink;
    this.leftOut = leftOut;
    this.longestText = Lengths.ofOne(writer);
    this.textRoom = Lengths.of(4, writer);
  }

  /**
   * Room of one message.
   *
   * @param attributes the most attributes
   * @param text the number of characters that its texts take together
   * @param cut whether its texts are to be cut to that number
   */
  private record Room(int attributes, int text, boolean cut) {}

  /**
   * Writes the messages that fit.
   *
   * @param keys the keys of a message by its number
   * @param room the most attributes that may be written
   * @return the number of messages that were left out
   */
  int write(List<Message> messages, IntFunction<OpenInferenceMessage> keys, int room) {
    @Nullable Room[] rooms = new Room[messages.size()];
    int kept = 0;
    int left = room;
    for (int number : MessageOrder.of(messages)) {
      boolean first = kept == 0 && messages.size() > 1;
      Room taken = room(messages.get(number), left, first ? textRoom / 4 : textRoom, kept);
      if (taken == null) {
        break;
      }
      rooms[number] = taken;
      kept++;
      left -= taken.attributes;
      textRoom -= taken.text;
    }
    int written = 0;
    for (int number = 0; written < kept; number++) {
      Room taken = rooms[number];
      if (taken != null) {
        new Flat(keys.apply(written++), taken).write(messages.get(number));
      }
    }
    return messages.size() - kept;
  }

  private @Nullable Room room(Message message, int attributes, int text, int kept) {
    int length = length(message);
    int count = attributes(message);
    if (length <= text && count <= attributes) {
      return new Room(count, length, false);
    }
    return kept < CUT_RATHER && attributes > 1
        ? new Room(Math.min(count, attributes), Math.min(length, text), length > text)
        : null;
  }

  private int length(Message message) {
    long length = 0;
    for (Part part : message.parts()) {
      length += length(text(part));
    }
    return (int) Math.min(Integer.MAX_VALUE, length);
  }

  /** Returns what counts as the text of a part; null for none. */
  private static @Nullable String text(Part part) {
    if (part instanceof Text said) {
      return said.text();
    }
    if (part instanceof Reasoning thought) {
      return thought.text();
    }
    if (part instanceof ToolCall call) {
      return call.arguments();
    }
    if (part instanceof ToolResult result) {
      return result.content();
    }
    return part instanceof OtherPart other ? other.json() : null;
  }

  private long length(@Nullable String text) {
    return text == null ? 0 : Math.min(text.length(), longestText);
  }

  /** Returns the number of attributes that the message takes. */
  private static int attributes(Message message) {
    int calls = message.toolCalls().size();
    int contents = message.parts().size() - calls;
    Part text = plain(message);
    int plain = text == null ? 0 : 1;
    return 1
        + (text != null && ToolResult.isError(text) ? 1 : 0)
        + (message.name() == null ? 0 : 1)
        + (message.toolCallId() == null ? 0 : 1)
        + plain
        + 2 * Math.min(MOST_CONTENTS, contents - plain)
        + 3 * Math.min(MOST_PARTS, calls);
  }

  /**
   * Returns the text that is all of the content, besides its sources; null if there is more, or
   * none: then each part has attributes of its own.
   */
  private static @Nullable Part plain(Message message) {
    Part only = null;
    for (Part part : message.parts()) {
      if (!(part instanceof ToolCall) && !OtherPart.isCitations(part)) {
        boolean isText = part instanceof Text || part instanceof ToolResult && ofTool(message);
        if (only != null || !isText) {
          return null;
        }
        only = part;
      }
    }
    return only;
  }

  private static boolean ofTool(Message message) {
    return message.role().equals("tool");
  }

  /** One message as it is written. */
  private final class Flat {

    private final OpenInferenceMessage keys;
    private int attributes;
    private int text;
    private int part;

    Flat(OpenInferenceMessage keys, Room room) {
      this.keys = keys;
      this.attributes = room.attributes - 1;
      this.text = room.cut ? room.text : Integer.MAX_VALUE;
    }

    void write(Message message) {
      sink.put(keys.role(), writer.text(message.role(), LONGEST_NAME));
      Part plain = plain(message);
      String only = plain == null ? null : text(plain);
      int missing = message.partsLeftOut();
      if (only != null && take(1)) {
        sink.put(keys.content(), cut(only));
      }
      if (plain != null && ToolResult.isError(plain) && take(1)) {
        sink.put(keys.partType(part++), TOOL_ERROR);
      }
      if (message.name() != null && take(1)) {
        sink.put(keys.name(), writer.text(message.name(), LONGEST_NAME));
      }
      if (message.toolCallId() != null && take(1)) {
        sink.put(keys.toolCallId(), writer.text(message.toolCallId(), LONGEST_NAME));
      }
      missing += writeParts(message, plain);
      leftOut.messageParts(missing + writeCalls(message.toolCalls()));
    }

    private boolean take(int count) {
      if (attributes < count) {
        return false;
      }
      attributes -= count;
      return true;
    }

    private int writeParts(Message message, @Nullable Part plain) {
      int missing = 0;
      for (Part each : message.parts()) {
        if (each != plain && !(each instanceof ToolCall)) {
          if (part < MOST_CONTENTS && take(2)) {
            write(each, ofTool(message));
          } else {
            missing++;
          }
        }
      }
      return missing;
    }

    private void write(Part each, boolean ofTool) {
      if (each instanceof Attachment attachment) {
        writeAttachment(part++, attachment);
        return;
      }
      sink.put(keys.partType(part), type(each, ofTool));
      if (each instanceof Reasoning thought && isEncrypted(thought)) {
        sink.put(keys.partText(part++), Redactor.REDACTED);
        return;
      }
      String said = text(each);
      boolean isText = each instanceof Text || each instanceof Reasoning;
      String known = said == null ? "" : said;
      sink.put(keys.partText(part++), isText ? cut(known) : json(known));
    }

    private static boolean isEncrypted(Reasoning thought) {
      return thought.text().isEmpty() && thought.encryptedBytes() != null;
    }

    /** Inline content is never copied; OpenInference has a word for what is hidden. */
    private void writeAttachment(int number, Attachment attachment) {
      String uri = attachment.uri() == null ? Redactor.REDACTED : writer.text(attachment.uri());
      sink.put(keys.partType(number), attachment.modality());
      if (attachment.modality().equals("image")) {
        sink.put(keys.partImageUrl(number), uri);
      } else if (attachment.modality().equals("audio")) {
        sink.put(keys.partAudioUrl(number), uri);
      }
    }

    private String type(Part each, boolean ofTool) {
      if (each instanceof OtherPart other) {
        return writer.text(other.type(), LONGEST_NAME);
      }
      return ToolResult.isError(each)
          ? TOOL_ERROR
          : each instanceof Text || each instanceof ToolResult && ofTool
              ? "text"
              : each instanceof Reasoning ? "reasoning" : "tool_result";
    }

    private int writeCalls(List<ToolCall> calls) {
      int missing = 0;
      int number = 0;
      for (ToolCall call : calls) {
        if (number < MOST_PARTS && take(3)) {
          writeCall(number++, call);
        } else {
          missing++;
        }
      }
      return missing;
    }

    private void writeCall(int number, ToolCall call) {
      if (call.id() != null) {
        sink.put(keys.callId(number), writer.text(call.id(), LONGEST_NAME));
      }
      sink.put(keys.callName(number), writer.text(call.name(), LONGEST_NAME));
      if (call.arguments() != null) {
        sink.put(keys.callArguments(number), json(call.arguments()));
      }
    }

    private String json(String json) {
      Object parsed = json.length() <= room() ? writer.parse(json) : json;
      if (parsed instanceof String) {
        return cut(json);
      }
      String written = writer.json(parsed, room());
      text -= json.length();
      return written;
    }

    /** Returns the text, redacted and cut to the room that is left. */
    private String cut(String content) {
      String written = writer.text(content, room());
      text -= (int) Math.min(content.length(), longestText);
      return written;
    }

    private int room() {
      return Math.max(LEAST_TEXT, Math.min(longestText, text));
    }
  }
}
