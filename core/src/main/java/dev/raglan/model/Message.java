package dev.raglan.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation with a model: its parts, in the order in which they came.
 *
 * @param role who speaks: {@code system}, {@code user}, {@code assistant} or {@code tool}, or a
 *     role of the application's own
 * @param name the speaker's name; null for none
 * @param parts what the message holds, in its order
 * @param partsLeftOut the number of parts that the message had beyond these
 */
public record Message(String role, @Nullable String name, List<Part> parts, int partsLeftOut) {

  /** Copies the list. */
  public Message {
    parts = List.copyOf(parts);
  }

  /** Creates a message that has all of its parts. */
  public Message(String role, @Nullable String name, List<Part> parts) {
    this(role, name, parts, 0);
  }

  /**
   * Creates a message whose parts have no order of their own: they stand in that of the parameters.
   *
   * @param role who speaks
   * @param content the text, or what a tool answers; null if the message has none
   * @param reasoning the model's reasoning; null for none
   * @param name the speaker's name; null for none
   * @param toolCalls what the model asks to be called; they stand behind the attachments
   * @param toolCallId which call a message of role {@code tool} answers; null for others
   * @param attachments what the message holds besides text
   */
  public Message(
      String role,
      @Nullable String content,
      @Nullable String reasoning,
      @Nullable String name,
      List<ToolCall> toolCalls,
      @Nullable String toolCallId,
      List<Attachment> attachments) {
    this(role, name, ordered(content, reasoning, toolCalls, toolCallId, attachments), 0);
  }

  private static List<Part> ordered(
      @Nullable String content,
      @Nullable String reasoning,
      List<ToolCall> toolCalls,
      @Nullable String toolCallId,
      List<Attachment> attachments) {
    List<Part> parts = new ArrayList<>();
    if (reasoning != null) {
      parts.add(new Reasoning(reasoning));
    }
    if (toolCallId != null) {
      parts.add(new ToolResult(toolCallId, content));
    } else if (content != null) {
      parts.add(new Text(content));
    }
    parts.addAll(attachments);
    parts.addAll(toolCalls);
    return parts;
  }

  /** Returns a message of text alone. */
  public static Message of(String role, @Nullable String content) {
    return new Message(role, null, content == null ? List.of() : List.of(new Text(content)));
  }

  /** Returns the same message with other parts. */
  public Message with(List<Part> others) {
    return new Message(role, name, others, partsLeftOut);
  }

  /**
   * Returns the texts, and in a message of role {@code tool} what the tools answered, a line break
   * between two of them; null if the message has neither.
   */
  public @Nullable String content() {
    return joined(Message::said);
  }

  private @Nullable String said(Part part) {
    if (part instanceof Text said) {
      return said.text();
    }
    return part instanceof ToolResult result && isOfTool() ? result.content() : null;
  }

  /**
   * Returns the model's reasoning, as far as the provider discloses it, a line break between two
   * pieces of it; null for none.
   */
  public @Nullable String reasoning() {
    return joined(Message::thought);
  }

  private @Nullable String thought(Part part) {
    return part instanceof Reasoning thought && !thought.text().isEmpty() ? thought.text() : null;
  }

  private boolean isOfTool() {
    return role.equals("tool");
  }

  private @Nullable String joined(BiFunction<Message, Part, @Nullable String> reader) {
    if (parts.size() == 1) {
      return reader.apply(this, parts.get(0));
    }
    String first = null;
    StringBuilder all = null;
    for (Part part : parts) {
      String text = reader.apply(this, part);
      if (text != null && first != null) {
        all = all == null ? new StringBuilder(first) : all;
        all.append('\n').append(text);
      } else if (text != null) {
        first = text;
      }
    }
    return all == null ? first : all.toString();
  }

  /** Returns what the model asks to be called. */
  public List<ToolCall> toolCalls() {
    return all(ToolCall.class);
  }

  /**
   * Returns which call a message of role {@code tool} answers, the first if there are several; null
   * for none, and for others.
   */
  public @Nullable String toolCallId() {
    if (!isOfTool()) {
      return null;
    }
    for (Part part : parts) {
      if (part instanceof ToolResult result && result.callId() != null) {
        return result.callId();
      }
    }
    return null;
  }

  /** Returns what the message holds besides text. */
  public List<Attachment> attachments() {
    return all(Attachment.class);
  }

  private <T extends Part> List<T> all(Class<T> kind) {
    if (parts.size() == 1) { // As of most messages: they are asked several times.
      Part only = parts.get(0);
      return kind.isInstance(only) ? List.of(kind.cast(only)) : List.of();
    }
    for (Part part : parts) {
      if (kind.isInstance(part)) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
      }
    }
    return List.of();
  }

  /** One of the things that a message is made of. */
  public sealed interface Part
      permits Text, Reasoning, ToolCall, ToolResult, Attachment, OtherPart {}

  /**
   * A text.
   *
   * @param text the text, as it was said
   */
  public record Text(String text) implements Part {}

  /**
   * The model's reasoning.
   *
   * @param text as much of it as the provider discloses; empty if it discloses nothing
   * @param encryptedBytes how many bytes of it came encrypted, about, which are never kept; 0 if
   *     their number is not known, null if none came so
   */
  public record Reasoning(String text, @Nullable Long encryptedBytes) implements Part {

    /** Creates reasoning of which nothing came encrypted. */
    public Reasoning(String text) {
      this(text, null);
    }
  }

  /**
   * The answer of a tool.
   *
   * @param callId the id of the call that it answers; null if it is not known
   * @param content the answer, as text or as JSON text; null if there is none
   * @param isError true if the tool failed, and the answer tells why
   */
  public record ToolResult(@Nullable String callId, @Nullable String content, boolean isError)
      implements Part {

    /** Creates the answer of a tool that did not fail. */
    public ToolResult(@Nullable String callId, @Nullable String content) {
      this(callId, content, false);
    }

    /** Returns true for the answer of a tool that failed. */
    public static boolean isError(Part part) {
      return part instanceof ToolResult result && result.isError();
    }
  }

  /**
   * A part besides text: it is named, never copied.
   *
   * @param modality its kind: {@code image}, {@code audio}, {@code video} or {@code file}
   * @param uri where it is; null if it is inline. A {@code data:} URI is never kept
   * @param mimeType its MIME type; null if it is not known
   * @param bytes how many bytes an inline attachment has, about; null if it is not known
   */
  public record Attachment(
      String modality, @Nullable String uri, @Nullable String mimeType, @Nullable Long bytes)
      implements Part {}

  /**
   * A part of any other type.
   *
   * @param type the type in its provider's word
   * @param json the part as JSON text: an object; of sources a list of them
   */
  public record OtherPart(String type, String json) implements Part {

    /** The type of the part that names the sources of a message. */
    public static final String CITATIONS = "citations";

    /** Returns true for a part that names the sources of its message. */
    public static boolean isCitations(Part part) {
      return part instanceof OtherPart other && other.type().equals(CITATIONS);
    }
  }
}
