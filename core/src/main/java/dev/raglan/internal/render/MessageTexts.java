package dev.raglan.internal.render;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.model.Message;

/** Redacts and cuts the texts of one message, which share its room. */
public final class MessageTexts {

  /** What the names and quotes around a text take, about. */
  private static final int AROUND = 64;

  private final JsonRenderer json;
  private final int limit;

  public MessageTexts(Message message, int room, JsonRenderer json) {
    int pieces =
        (message.content() == null ? 0 : 1)
            + (message.reasoning() == null ? 0 : 1)
            + message.toolCalls().size()
            + message.attachments().size();
    int share = room / Math.max(1, pieces) - AROUND;
    this.json = json;
    this.limit = Math.max(JsonRenderer.LEAST_LENGTH, Math.min(share, json.limits().maxLength()));
  }

  /** The text, redacted and cut. */
  public String of(String text) {
    return json.text(text, limit);
  }

  /** JSON text as a tree where it is valid and short enough to be read, else cut as text. */
  public Object tree(String text) {
    return text.length() > limit ? of(text) : JsonTree.orText(text);
  }

  /** JSON text, redacted by its names too where it is valid and short enough, and cut. */
  public String json(String text) {
    if (text.length() > limit || !JsonTree.looksStructured(text)) {
      return of(text);
    }
    return json.json(JsonTree.orText(text), limit);
  }
}
