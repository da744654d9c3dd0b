package dev.raglan.internal.capture;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.ToolCall;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The structure of values without their text: lengths, counts, types, roles, names of tools, ids.
 *
 * <p>No code of the value's own runs, apart from the size of the JDK's collections.
 */
public final class Structure {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WORD = Pattern.compile("[\\p{Alnum}_.:/@+-]{1,128}");

  private Structure() {}

  /** Returns the structure of a value: a text, or a JSON object. */
  static Object of(Object value) {
    if (value instanceof CharSequence text) {
      return ofText(text.toString());
    }
    if (value instanceof RawJson) {
      return new RawJson("{\"type\":\"json\"}");
    }
    if (value instanceof Number) {
      return new RawJson("{\"type\":\"number\"}");
    }
    if (value instanceof Boolean) {
      return new RawJson("{\"type\":\"boolean\"}");
    }
    if (value.getClass().isArray()) {
      return counted("list", "items", Array.getLength(value));
    }
    boolean isOfJdk = value.getClass().getName().startsWith("java.util.");
    if (isOfJdk && value instanceof Collection<?> all) {
      return counted("list", "items", all.size());
    }
    if (isOfJdk && value instanceof Map<?, ?> map) {
      return counted("map", "entries", map.size());
    }
    String type = value.getClass().isHidden() ? "object" : value.getClass().getTypeName();
    return new RawJson("{\"type\":\"" + type + "\"}");
  }

  private static RawJson counted(String type, String what, int count) {
    return new RawJson("{\"type\":\"" + type + "\",\"" + what + "\":" + count + "}");
  }

  private static String ofText(String text) {
    return "<text, " + text.codePointCount(0, text.length()) + " characters>";
  }

  /** Returns true for a text that stands for another one: its tokens cannot be counted. */
  public static boolean isLength(@Nullable String text) {
    return text != null && text.startsWith("<text, ") && text.endsWith(" characters>");
  }

  private static @Nullable String text(@Nullable String text) {
    return text == null || text.isEmpty() ? text : ofText(text);
  }

  /** Returns an id or a name; a text that is neither is written as its length. */
  private static String word(String text) {
    return text.isEmpty() || WORD.matcher(text).matches() ? text : ofText(text);
  }

  private static @Nullable String id(@Nullable String text) {
    return text == null ? null : word(text);
  }

  /** Returns the structure of messages, documents and an answer. */
  static Extraction of(Extraction read) {
    Completion answer = read.completion();
    return new Extraction(
        read.messages().stream().map(Structure::of).toList(),
        answer == null
            ? null
            : new Completion(
                id(answer.responseId()),
                id(answer.model()),
                answer.messages().stream().map(Structure::of).toList(),
                answer.finishReasons().stream().map(Structure::word).toList(),
                answer.usage(),
                answer.calls(),
                answer.messagesLeftOut()),
        read.documents().stream().map(Structure::of).toList(),
        read.documentsLeftOut(),
        read.embeddings() == null ? null : read.embeddings().withoutVectors(),
        of(read.failure()),
        read.messagesLeftOut());
  }

  /** That a call failed, and in which way, is no content; the text that tells it may be. */
  private static @Nullable Failure of(@Nullable Failure failure) {
    return failure == null ? null : new Failure(word(failure.type()), null, failure.statusCode());
  }

  private static RetrievedChunk of(RetrievedChunk chunk) {
    return RetrievedChunk.of(id(chunk.id()), text(chunk.content()), chunk.score());
  }

  private static Message of(Message message) {
    return new Message(
        word(message.role()),
        null,
        message.parts().stream().map(Structure::of).toList(),
        message.partsLeftOut());
  }

  private static Part of(Part part) {
    if (part instanceof Text said) {
      return new Text(length(said.text()));
    }
    if (part instanceof Reasoning thought) {
      return new Reasoning(length(thought.text()), thought.encryptedBytes());
    }
    if (part instanceof ToolCall call) {
      return of(call);
    }
    if (part instanceof ToolResult result) {
      return new ToolResult(id(result.callId()), text(result.content()), result.isError());
    }
    return part instanceof OtherPart other
        ? new OtherPart(word(other.type()), "{\"type\":\"json\"}")
        : of((Attachment) part);
  }

  private static String length(String text) {
    return text.isEmpty() ? text : ofText(text);
  }

  private static ToolCall of(ToolCall call) {
    return new ToolCall(id(call.id()), word(call.name()), text(call.arguments()));
  }

  private static Attachment of(Attachment part) {
    return new Attachment(part.modality(), null, id(part.mimeType()), part.bytes());
  }

  /** Returns true if a message calls a tool, or answers such a call. */
  static boolean hasToolContent(Extraction read) {
    return read.messages().stream().anyMatch(Structure::hasToolContent)
        || read.completion() != null
            && read.completion().messages().stream().anyMatch(Structure::hasToolContent);
  }

  private static boolean hasToolContent(Message message) {
    return answersTool(message)
        || message.parts().stream().anyMatch(part -> part instanceof ToolCall || isOfTool(part));
  }

  private static boolean answersTool(Message message) {
    return message.role().equalsIgnoreCase("tool") || message.role().equalsIgnoreCase("function");
  }

  /** Returns the same with the structure alone of what went into tools and came out of them. */
  static Extraction withoutToolContent(Extraction read) {
    if (!hasToolContent(read)) {
      return read;
    }
    Completion answer = read.completion();
    return new Extraction(
        read.messages().stream().map(Structure::withoutToolContent).toList(),
        answer == null
            ? null
            : answer.with(answer.messages().stream().map(Structure::withoutToolContent).toList()),
        read.documents(),
        read.documentsLeftOut(),
        read.embeddings(),
        read.failure(),
        read.messagesLeftOut());
  }

  /** Returns true for an answer of a tool, and for a part of which it is not known. */
  private static boolean isOfTool(Part part) {
    return part instanceof ToolResult || part instanceof OtherPart;
  }

  private static Message withoutToolContent(Message message) {
    if (answersTool(message)) {
      return of(message);
    }
    return message.with(
        message.parts().stream()
            .map(part -> part instanceof ToolCall || isOfTool(part) ? of(part) : part)
            .toList());
  }

  /**
   * Returns the numbers and flags among the entries of a snapshot, as JSON; null if it has none.
   *
   * @param rendered the snapshot as JSON text
   */
  static @Nullable RawJson figures(String rendered) {
    Map<Object, Object> figures = new LinkedHashMap<>();
    if (Safe.orNull(() -> JSON.readValue(rendered, Object.class)) instanceof Map<?, ?> options) {
      options.forEach(
          (name, value) -> {
            boolean isFigure = value instanceof Number || value instanceof Boolean;
            if (isFigure && WORD.matcher(String.valueOf(name)).matches()) {
              figures.put(name, value);
            }
          });
    }
    String json = figures.isEmpty() ? null : Safe.orNull(() -> JSON.writeValueAsString(figures));
    return json == null ? null : new RawJson(json);
  }
}
