package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.ToolCall;
import dev.raglan.semconv.OpenInferenceMessage;
import dev.raglan.spi.ContentWriter;
import dev.raglan.spi.NumberedSink;
import dev.raglan.spi.TruncationCounts;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes messages as one attribute for each of their values.
 *
 * <p>Of a conversation for which there is no room, the first message and the latest ones are
 * written, numbered without a gap; those between are left out. All texts together are at most four
 * times as long as one value may be. Used by one thread.
 */
final class FlatMessages {

  /** The most tool calls, and the most other parts, of one message. */
  static final int MOST_PARTS = 8;

  private final ContentWriter writer;
  private final NumberedSink sink;
  private final TruncationCounts leftOut;
  private int textRoom;

  FlatMessages(ContentWriter writer, NumberedSink sink, TruncationCounts leftOut) {
    this.writer = writer;
    this.sink = sink;
    this.leftOut = leftOut;
    this.textRoom = 4 * writer.limits().maxLength();
  }

  /**
   * Writes the messages that fit.
   *
   * @param keys the keys of a message by its number
   * @param room the most attributes that may be written
   * @return how many messages were left out
   */
  int write(List<Message> messages, IntFunction<OpenInferenceMessage> keys, int room) {
    int count = messages.size();
    if (count == 0 || !fits(messages.get(0), room)) {
      return count;
    }
    int left = room - take(messages.get(0));
    int from = count;
    while (from > 1 && fits(messages.get(from - 1), left)) {
      from--;
      left -= take(messages.get(from));
    }
    write(messages.get(0), keys.apply(0));
    for (int i = from; i < count; i++) {
      write(messages.get(i), keys.apply(i - from + 1));
    }
    return from - 1;
  }

  private boolean fits(Message message, int room) {
    return attributes(message) <= room && length(message) <= textRoom;
  }

  private int take(Message message) {
    textRoom -= length(message);
    return attributes(message);
  }

  private int length(Message message) {
    int most = writer.limits().maxLength();
    int length = message.content() == null ? 0 : Math.min(message.content().length(), most);
    length += message.reasoning() == null ? 0 : Math.min(message.reasoning().length(), most);
    for (ToolCall call : message.toolCalls()) {
      length += call.arguments() == null ? 0 : Math.min(call.arguments().length(), most);
    }
    return length;
  }

  /** Returns the number of attributes that the message takes. */
  private static int attributes(Message message) {
    boolean plain = message.attachments().isEmpty() && message.reasoning() == null;
    int calls = Math.min(MOST_PARTS, message.toolCalls().size());
    int attachments = Math.min(MOST_PARTS, message.attachments().size());
    return 1
        + (message.name() == null ? 0 : 1)
        + (message.toolCallId() == null ? 0 : 1)
        + (message.content() == null ? 0 : plain ? 1 : 2)
        + (message.reasoning() == null ? 0 : 2)
        + 2 * attachments
        + 3 * calls;
  }

  private void write(Message message, OpenInferenceMessage keys) {
    sink.put(keys.role(), message.role());
    sink.putIfPresent(keys.name(), message.name());
    sink.putIfPresent(keys.toolCallId(), message.toolCallId());
    if (message.attachments().isEmpty() && message.reasoning() == null) {
      if (message.content() != null) {
        sink.put(keys.content(), writer.text(message.content()));
      }
    } else {
      writeParts(message, keys);
    }
    writeCalls(message.toolCalls(), keys);
  }

  private void writeParts(Message message, OpenInferenceMessage keys) {
    int part = 0;
    if (message.reasoning() != null) {
      writeText(part++, "reasoning", message.reasoning(), keys);
    }
    if (message.content() != null) {
      writeText(part++, "text", message.content(), keys);
    }
    List<Attachment> attachments = message.attachments();
    int most = Math.min(MOST_PARTS, attachments.size());
    leftOut.messageParts(attachments.size() - most);
    for (int i = 0; i < most; i++) {
      writeAttachment(part++, attachments.get(i), keys);
    }
  }

  private void writeText(int part, String type, String text, OpenInferenceMessage keys) {
    sink.put(keys.partType(part), type);
    sink.put(keys.partText(part), writer.text(text));
  }

  /** Writes an attachment; inline content is never copied, and OpenInference has a word for what is hidden. */
  private void writeAttachment(int part, Attachment attachment, OpenInferenceMessage keys) {
    String uri = attachment.uri() == null ? "__REDACTED__" : writer.text(attachment.uri());
    sink.put(keys.partType(part), attachment.modality());
    if (attachment.modality().equals("image")) {
      sink.put(keys.partImageUrl(part), uri);
    } else if (attachment.modality().equals("audio")) {
      sink.put(keys.partAudioUrl(part), uri);
    }
  }

  private void writeCalls(List<ToolCall> calls, OpenInferenceMessage keys) {
    int most = Math.min(MOST_PARTS, calls.size());
    leftOut.messageParts(calls.size() - most);
    for (int i = 0; i < most; i++) {
      ToolCall call = calls.get(i);
      sink.putIfPresent(keys.callId(i), call.id());
      sink.put(keys.callName(i), call.name());
      if (call.arguments() != null) {
        sink.put(keys.callArguments(i), arguments(call.arguments()));
      }
    }
  }

  private String arguments(String text) {
    boolean readable = text.length() <= writer.limits().maxLength();
    Object parsed = readable ? writer.parse(text) : text;
    return parsed instanceof String ? writer.text(text) : writer.json(parsed);
  }
}
