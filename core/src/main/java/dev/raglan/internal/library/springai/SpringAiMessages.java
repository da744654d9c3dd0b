package dev.raglan.internal.library.springai;

import dev.raglan.internal.chat.Requests;
import dev.raglan.internal.message.Attachments;
import dev.raglan.internal.message.Citations;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.Part;
import dev.raglan.model.ToolCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;

/** Reads the messages of Spring AI. */
final class SpringAiMessages {

  /** The MIME type, whose class is of spring-core, which Raglan does without. */
  private static final PropertyPath MIME_TYPE = PropertyPath.parse("mimeType");

  private static final String SIGNATURE = "signature";
  private static final String REDACTED = "data";

  /** The role of each type of message. */
  private static final String[] ROLES =
      Stream.of(MessageType.values()).map(SpringAiMessages::role).toArray(String[]::new);

  private SpringAiMessages() {}

  private static String role(MessageType type) {
    String known = Roles.of(type.getValue());
    return known == null ? Roles.USER : known;
  }

  static Extraction conversation(List<Message> messages) {
    List<Object> kept = ListElements.ends(messages, Limits.MESSAGES);
    List<dev.raglan.model.Message> read = new ArrayList<>(kept.size());
    for (Object each : kept) {
      add((Message) each, null, read);
    }
    return Requests.conversation(read, messages.size() - kept.size());
  }

  /** Returns the message; for a message of tool responses, one message each. */
  static List<dev.raglan.model.Message> of(Message message) {
    List<dev.raglan.model.Message> read = new ArrayList<>(1);
    add(message, null, read);
    return read;
  }

  /**
   * Adds the message; of a message of tool responses, one message each.
   *
   * @param sources those that its response names; null for none
   */
  static void add(
      Message message, @Nullable Part sources, List<dev.raglan.model.Message> messages) {
    if (message instanceof ToolResponseMessage responses) {
      responses.getResponses().stream()
          .limit(Limits.PARTS)
          .forEach(each -> messages.add(tool(each)));
      return;
    }
    String role = ROLES[message.getMessageType().ordinal()];
    AssistantMessage answer = message instanceof AssistantMessage assistant ? assistant : null;
    List<Attachment> attachments = attachments(media(message, answer));
    List<ToolCall> calls = answer == null ? List.of() : calls(answer);
    String text = answer == null ? message.getText() : text(answer);
    String reasoning = answer == null ? null : reasoning(answer);
    Long encrypted = answer == null ? null : encrypted(answer);
    Part cited = answer == null ? null : sources(answer);
    Part ofResponse = answer == null ? null : sources;
    boolean isText =
        attachments.isEmpty() && calls.isEmpty() && reasoning == null && encrypted == null;
    if (isText && cited == null && ofResponse == null) {
      messages.add(Messages.ofText(role, null, text));
      return;
    }
    MessageParts parts = new MessageParts(Messages.PIECES);
    parts
        .text(text)
        .attach(attachments)
        .calls(calls)
        .reasoning(reasoning)
        .encryptedBytes(encrypted)
        .cite(cited)
        .cite(ofResponse);
    messages.addAll(parts.messages(role, null, null));
  }

  /**
   * Returns true for thoughts, which models of Anthropic and Google say as answers of their own.
   */
  static boolean isThought(AssistantMessage message) {
    Map<String, Object> metadata = message.getMetadata();
    return metadata.containsKey(SIGNATURE)
        || Boolean.TRUE.equals(metadata.get("thinking"))
        || Boolean.TRUE.equals(metadata.get("isThought"))
        || metadata.get(REDACTED) instanceof String && isEmpty(message.getText());
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  /** Returns the text of an answer; null for none, and for thoughts. */
  static @Nullable String text(AssistantMessage message) {
    return isThought(message) ? null : message.getText();
  }

  /** Returns the reasoning: thoughts, or where models of OpenAI's kind put it; null for none. */
  static @Nullable String reasoning(AssistantMessage message) {
    Object beside = message.getMetadata().get("reasoningContent");
    return beside instanceof String text ? text : isThought(message) ? message.getText() : null;
  }

  /** Returns how many bytes of reasoning came encrypted; null if none did. */
  static @Nullable Long encrypted(AssistantMessage message) {
    Map<String, Object> metadata = message.getMetadata();
    Object data = metadata.get(SIGNATURE);
    data = data == null && isThought(message) ? metadata.get(REDACTED) : data;
    if (data != null || !(metadata.get("thoughtSignatures") instanceof List<?> signatures)) {
      return Attachments.size(data);
    }
    // They are on every part of the answer.
    return isThought(message) ? null : Attachments.size(signatures);
  }

  /** Returns the sources, where models of OpenAI's kind put them; null for none. */
  static @Nullable Part sources(AssistantMessage message) {
    return Citations.of(message.getMetadata().get("annotations"));
  }

  /** Returns the sources, where Anthropic's models put them; null for none. */
  static @Nullable Part sources(ChatResponseMetadata metadata) {
    Object list = metadata.get("citations");
    return Citations.of(list);
  }

  static List<ToolCall> calls(AssistantMessage message) {
    List<AssistantMessage.ToolCall> calls = message.getToolCalls();
    return calls.isEmpty()
        ? List.of()
        : calls.stream()
            .limit(Limits.PARTS)
            .map(call -> new ToolCall(call.id(), call.name(), call.arguments()))
            .toList();
  }

  /** Asks for the usual classes first: to look for an interface takes longer. */
  private static @Nullable List<Media> media(Message message, @Nullable AssistantMessage answer) {
    if (answer != null) {
      return answer.getMedia();
    }
    if (message instanceof UserMessage asked) {
      return asked.getMedia();
    }
    boolean hasMedia = !(message instanceof SystemMessage) && message instanceof MediaContent;
    return hasMedia ? ((MediaContent) message).getMedia() : null;
  }

  private static dev.raglan.model.Message tool(ToolResponseMessage.ToolResponse response) {
    return new MessageParts(Messages.PIECES)
        .text(response.responseData())
        .message(Roles.TOOL, response.name(), response.id());
  }

  static List<Attachment> attachments(@Nullable List<Media> media) {
    return media == null || media.isEmpty()
        ? List.of()
        : media.stream().limit(Limits.PARTS).map(SpringAiMessages::attachment).toList();
  }

  private static Attachment attachment(Media media) {
    Object type = MIME_TYPE.find(media);
    String mimeType = type == null ? null : type.toString();
    String modality = Attachments.modality(mimeType);
    Object data = media.getData();
    if (data instanceof byte[] bytes) {
      return new Attachment(modality, null, mimeType, (long) bytes.length);
    }
    String text = data instanceof URI || data instanceof CharSequence ? data.toString() : null;
    boolean isUri = text != null && text.regionMatches(false, 0, "data:", 0, 5) || hasScheme(text);
    return isUri
        ? Attachments.at(modality, text, mimeType)
        : Attachments.inline(modality, text, mimeType);
  }

  private static boolean hasScheme(@Nullable String text) {
    return text != null && text.lastIndexOf("://", 16) > 0;
  }
}
