package dev.raglan.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation with a model.
 *
 * @param role who speaks: {@code system}, {@code user}, {@code assistant} or {@code tool}
 * @param content the text; null if the message has none
 * @param reasoning the model's reasoning, as far as the provider discloses it; null for none
 * @param name the speaker's name; null for none
 * @param toolCalls what the model asks to be called
 * @param toolCallId which call a message of role {@code tool} answers; null for others
 * @param attachments what the message holds besides text
 */
public record Message(
    String role,
    @Nullable String content,
    @Nullable String reasoning,
    @Nullable String name,
    List<ToolCall> toolCalls,
    @Nullable String toolCallId,
    List<Attachment> attachments) {

  /** Copies the lists. */
  public Message {
    toolCalls = List.copyOf(toolCalls);
    attachments = List.copyOf(attachments);
  }

  /** A message of text alone. */
  public static Message of(String role, @Nullable String content) {
    return new Message(role, content, null, null, List.of(), null, List.of());
  }

  /**
   * A part of a message besides text: it is named, never copied.
   *
   * @param modality what it is: {@code image}, {@code audio}, {@code video} or {@code file}
   * @param uri where it is; null if it is inline. A {@code data:} URI is never kept
   * @param mimeType its MIME type; null if it is not known
   * @param bytes how many bytes an inline attachment has, about; null if it is not known
   */
  public record Attachment(
      String modality, @Nullable String uri, @Nullable String mimeType, @Nullable Long bytes) {}
}
