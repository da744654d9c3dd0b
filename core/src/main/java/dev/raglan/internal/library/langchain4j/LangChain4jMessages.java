package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.raglan.internal.chat.Requests;
import dev.raglan.internal.message.Attachments;
import dev.raglan.internal.message.ItemParts;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the messages of LangChain4j. */
final class LangChain4jMessages {

  private static final PropertyPath IS_ERROR = PropertyPath.parse("isError");

  /** The attributes of an answer that hold what came of the reasoning encrypted. */
  private static final List<String> ENCRYPTED =
      List.of("thinking_signature", "redacted_thinking", "encrypted_reasoning");

  /** The model's reasoning, which newer versions disclose. */
  private static final PropertyPath THINKING = PropertyPath.parse("thinking");

  /** The content of a message of the application's own, which newer versions have. */
  private static final PropertyPath ATTRIBUTES = PropertyPath.parse("attributes");

  // Of media, whose classes have no type in common.
  private static final PropertyPath PDF = PropertyPath.parse("pdfFile");
  private static final PropertyPath URL = PropertyPath.parse("url");
  private static final PropertyPath DATA = PropertyPath.parse("base64Data");
  private static final PropertyPath MIME_TYPE = PropertyPath.parse("mimeType");

  private static final boolean COPIES_LISTS = Safe.orElse(LangChain4jMessages::copiesLists, false);

  private LangChain4jMessages() {}

  static Extraction conversation(List<ChatMessage> messages) {
    List<Object> kept = ListElements.ends(messages, Limits.MESSAGES);
    List<Message> read = new ArrayList<>(kept.size());
    for (Object each : kept) {
      read.add(of((ChatMessage) each));
    }
    return Requests.conversation(read, messages.size() - kept.size());
  }

  /**
   * Returns true if the messages and settings of a request never change: the lists are the
   * request's own, and the texts in them final. Of attributes only sizes are read.
   */
  static boolean neverChange(ChatRequest request) {
    List<ChatMessage> messages = request.messages();
    if (!COPIES_LISTS
        || request.getClass() != ChatRequest.class
        || request.parameters().getClass() != DefaultChatRequestParameters.class
        || messages.size() > Limits.MESSAGES) {
      return false;
    }
    for (int i = 0; i < messages.size(); i++) {
      if (!isOfFinalTexts(messages.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfFinalTexts(ChatMessage message) {
    Class<?> type = message.getClass();
    if (type != UserMessage.class) {
      return type == SystemMessage.class || type == AiMessage.class;
    }
    List<Content> contents = ((UserMessage) message).contents();
    return contents.size() == 1 && contents.get(0).getClass() == TextContent.class;
  }

  /** Returns false for older versions, whose messages and requests show the caller's lists. */
  private static boolean copiesLists() {
    List<Content> contents = new ArrayList<>(List.of(TextContent.from("a")));
    List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from(contents)));
    List<String> stops = new ArrayList<>(List.of("a"));
    ChatRequest request = ChatRequest.builder().messages(messages).stopSequences(stops).build();
    contents.add(TextContent.from("b"));
    messages.add(SystemMessage.from("b"));
    stops.add("b");
    return request.messages().size() == 1
        && ((UserMessage) request.messages().get(0)).contents().size() == 1
        && request.parameters().stopSequences().size() == 1;
  }

  static Message of(ChatMessage message) {
    if (message instanceof AiMessage answer) {
      return answer(answer);
    }
    if (message instanceof SystemMessage system) {
      return Message.of(Roles.SYSTEM, system.text());
    }
    if (message instanceof UserMessage user) {
      List<Content> contents = user.contents();
      if (contents.size() == 1 && contents.get(0) instanceof TextContent only) {
        return Messages.ofText(Roles.USER, user.name(), only.text());
      }
      MessageParts parts = new MessageParts(Messages.PARAGRAPHS);
      contents.stream().limit(Limits.PARTS).forEach(each -> add(each, parts));
      return parts.message(Roles.USER, user.name(), null);
    }
    if (message instanceof ToolExecutionResultMessage result) {
      boolean failed = Boolean.TRUE.equals(IS_ERROR.find(result));
      String answer = result.text().isEmpty() ? null : result.text();
      return new Message(
          Roles.TOOL, result.toolName(), List.of(new ToolResult(result.id(), answer, failed)));
    }
    String type = message.type().name().toLowerCase(Locale.ROOT);
    Map<?, ?> attributes = ATTRIBUTES.find(message) instanceof Map<?, ?> map ? map : Map.of();
    return new Message(type, null, ItemParts.other(type, attributes));
  }

  static Message answer(AiMessage answer) {
    String thought = THINKING.find(answer) instanceof String text ? text : null;
    Object attributes = ATTRIBUTES.find(answer);
    Long encrypted = attributes instanceof Map<?, ?> known ? encrypted(known) : null;
    if (thought == null && encrypted == null && !answer.hasToolExecutionRequests()) {
      return Messages.ofText(Roles.ASSISTANT, null, answer.text());
    }
    List<ToolCall> calls =
        answer.toolExecutionRequests().stream()
            .limit(Limits.PARTS)
            .map(each -> new ToolCall(each.id(), each.name(), each.arguments()))
            .toList();
    return new MessageParts(Messages.PIECES)
        .text(answer.text())
        .reasoning(thought)
        .encryptedBytes(encrypted)
        .calls(calls)
        .message(Roles.ASSISTANT, null, null);
  }

  private static @Nullable Long encrypted(Map<?, ?> attributes) {
    if (attributes.isEmpty()) {
      return null;
    }
    List<Object> all = new ArrayList<>();
    for (String name : ENCRYPTED) {
      Object held = attributes.get(name);
      if (held instanceof List<?> list) {
        all.addAll(list);
      } else if (held != null) {
        all.add(held);
      }
    }
    return Attachments.size(all);
  }

  private static void add(Content content, MessageParts parts) {
    if (content instanceof TextContent text) {
      parts.text(text.text());
    } else if (content instanceof ImageContent image) {
      parts.attach(List.of(attachment("image", image.image())));
    } else {
      String kind = content.type().name().toLowerCase(Locale.ROOT);
      boolean known = kind.equals("audio") || kind.equals("video");
      Object media = known ? PropertyPath.parse(kind).find(content) : PDF.find(content);
      parts.attach(List.of(attachment(known ? kind : "file", media)));
    }
  }

  /** Returns the attachment of media, which have a URL or base64 data, and a MIME type. */
  static Attachment attachment(String modality, @Nullable Object media) {
    Object url = URL.find(media);
    String mimeType = MIME_TYPE.find(media) instanceof String type ? type : null;
    String data = DATA.find(media) instanceof String base64 ? base64 : null;
    return url == null
        ? Attachments.inline(modality, data, mimeType)
        : Attachments.at(modality, url.toString(), mimeType);
  }
}
