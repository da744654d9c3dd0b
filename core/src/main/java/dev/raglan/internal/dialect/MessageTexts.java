package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.spi.ContentWriter;

/** Redacts and cuts the texts of one message, which share its room. */
final class MessageTexts {

  /** Characters that the names and quotes around a text take, about. */
  private static final int AROUND = 64;

  private static final int LEAST_LENGTH = 16;

  private final ContentWriter writer;
  private final int limit;

  MessageTexts(Message message, int room, ContentWriter writer) {
    int pieces =
        (message.content() == null ? 0 : 1)
            + (message.reasoning() == null ? 0 : 1)
            + message.toolCalls().size()
            + message.attachments().size();
    int share = room / Math.max(1, pieces) - AROUND;
    this.writer = writer;
    this.limit = Math.max(LEAST_LENGTH, Math.min(share, writer.limits().maxLength()));
  }

  /** The text, redacted and cut. */
  String of(String text) {
    return writer.text(text, limit);
  }

  /** JSON text as a tree where it is valid and short enough to be read, else cut as text. */
  Object tree(String text) {
    return text.length() > limit ? of(text) : writer.parse(text);
  }

  /** JSON text, redacted by its names too where it is valid and short enough, and cut. */
  String json(String text) {
    Object parsed = text.length() > limit ? text : writer.parse(text);
    return parsed instanceof String ? of(text) : writer.json(parsed, limit);
  }
}
