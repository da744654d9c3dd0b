package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.model.Completion;
import dev.raglan.model.Message;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.Content;
import dev.raglan.spi.Conversation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages of a call: those that are bound, else those that were read out of prompt and
 * response, else the plain text of these as a message each.
 */
final class ConversationReader {

  private ConversationReader() {}

  static Conversation read(Rendering rendering) {
    String plain = bound(Field.SYSTEM_PROMPT, rendering);
    String system = plain == null ? rendering.text(Field.SYSTEM_PROMPT) : plain;
    AttributeWriter values = rendering.writer().values();
    Completion completion = rendering.readFromOutput().completion();
    return new Conversation(
        system,
        bounded(input(rendering, system), values),
        bounded(output(rendering), values),
        rendering.readFromInput().messagesLeftOut()
            + (completion == null ? 0 : completion.messagesLeftOut()));
  }

  /** Names and ids that a provider sent are bounded here; texts, when they are written. */
  private static List<Message> bounded(List<Message> messages, AttributeWriter values) {
    List<Message> bounded = new ArrayList<>(messages.size());
    for (Message message : messages) {
      bounded.add(bounded(message, values));
    }
    return Collections.unmodifiableList(bounded); // Dialects of the application read it.
  }

  /** Of a message with nothing to bound no copy is made. */
  @SuppressWarnings("ReferenceEquality") // The same part.
  private static Message bounded(Message message, AttributeWriter values) {
    List<Part> given = message.parts();
    List<Part> parts = null;
    for (int i = 0; i < given.size(); i++) {
      Part part = bounded(given.get(i), values);
      if (part != given.get(i)) {
        parts = parts == null ? new ArrayList<>(given) : parts;
        parts.set(i, part);
      }
    }
    String role = values.name(message.role());
    String name = name(message.name(), values);
    return parts == null && role.equals(message.role()) && Objects.equals(name, message.name())
        ? message
        : new Message(role, name, parts == null ? given : parts, message.partsLeftOut());
  }

  private static Part bounded(Part part, AttributeWriter values) {
    if (part instanceof ToolCall call) {
      return bounded(call, values);
    }
    if (part instanceof ToolResult result) {
      return new ToolResult(name(result.callId(), values), result.content(), result.isError());
    }
    return part instanceof OtherPart other
        ? new OtherPart(values.name(other.type()), other.json())
        : part;
  }

  private static ToolCall bounded(ToolCall call, AttributeWriter values) {
    return new ToolCall(name(call.id(), values), values.name(call.name()), call.arguments());
  }

  private static @Nullable String name(@Nullable String text, AttributeWriter values) {
    return text == null ? null : values.name(text);
  }

  private static List<Message> input(Rendering rendering, @Nullable String system) {
    List<Message> read = rendering.readFromInput().messages();
    if (read.isEmpty()) {
      String prompt = prompt(rendering);
      return prompt == null ? promptJson(rendering) : List.of(Message.of("user", prompt));
    }
    boolean replaced = system != null && read.get(0).role().equals("system");
    return replaced ? read.subList(1, read.size()) : read;
  }

  /** A bound text is the answer; what else was read of the answer stays. */
  private static List<Message> output(Rendering rendering) {
    Completion completion = rendering.readFromOutput().completion();
    List<Message> read = completion == null ? List.of() : completion.messages();
    String bound = bound(Field.RESPONSE, rendering);
    if (bound != null && (read.isEmpty() || !JsonTree.looksStructured(bound))) {
      return List.of(withContent(bound, read));
    }
    if (read.isEmpty() && bound == null && rendering.readFromOutput().failure() != null) {
      return List.of(); // The value tells of an error, and nothing that a model said.
    }
    if (!read.isEmpty()) {
      return read;
    }
    String response = response(rendering);
    if (response == null && rendering.captured().extracted().isAnsweredBelow()) {
      response = object(rendering);
    }
    return response == null
        ? boundJson("assistant", Field.RESPONSE, rendering)
        : List.of(Message.of("assistant", response));
  }

  /**
   * Returns the object that a model's answer was made into, as JSON; null for none. The answer
   * itself may tell what the object hides.
   */
  private static @Nullable String object(Rendering rendering) {
    boolean other = rendering.content(Field.RESPONSE) != null || rendering.embeddings() != null;
    Content written = other ? null : rendering.output();
    return written == null || !written.json() ? null : written.value();
  }

  /** Returns a prompt that is no text; of an argument that nobody bound, the texts in a list. */
  private static List<Message> promptJson(Rendering rendering) {
    Arguments arguments = rendering.captured().arguments();
    Content written =
        rendering.content(Field.PROMPT) == null
                && arguments != null
                && arguments.values().length == 1
            ? rendering.input()
            : null;
    return written == null || !written.json()
        ? boundJson("user", Field.PROMPT, rendering)
        : JsonTree.strings(written.value()).stream().map(text -> Message.of("user", text)).toList();
  }

  /** Returns what was bound and is no text: several texts as a message each, else its JSON. */
  private static List<Message> boundJson(String role, Field field, Rendering rendering) {
    Content written = rendering.content(field);
    if (written == null || !written.json()) {
      return List.of();
    }
    List<String> texts = JsonTree.strings(written.value());
    List<String> contents = texts.isEmpty() ? List.of(written.value()) : texts;
    return contents.stream().map(text -> Message.of(role, text)).toList();
  }

  private static @Nullable String prompt(Rendering rendering) {
    if (rendering.content(Field.PROMPT) != null) {
      return bound(Field.PROMPT, rendering);
    }
    Arguments arguments = rendering.captured().arguments();
    return arguments == null ? null : plain(arguments.asInput(), rendering.input());
  }

  private static @Nullable String response(Rendering rendering) {
    Object output = rendering.captured().output();
    boolean other = rendering.content(Field.RESPONSE) != null || rendering.embeddings() != null;
    return other || output == null ? null : plain(output, rendering.output());
  }

  private static @Nullable String bound(Field field, Rendering rendering) {
    return plain(rendering.captured().bindings().get(field), rendering.content(field));
  }

  /**
   * Returns the text as it is, so that it is cut but once; null if it is no text, or stands in
   * place of a value that could not be read: no message is made of that.
   */
  private static @Nullable String plain(@Nullable Object value, @Nullable Content written) {
    if (value instanceof CharSequence text) {
      return text.toString();
    }
    if (written == null || written.json()) {
      return null;
    }
    return Placeholder.isForm(written.value()) ? null : written.value();
  }

  /** Puts a text in the place of those that were read, or of the first of them. */
  private static Message withContent(String content, List<Message> read) {
    if (read.size() != 1) {
      return Message.of("assistant", content);
    }
    List<Part> parts = new ArrayList<>(read.get(0).parts());
    int place = 0;
    while (place < parts.size() && !(parts.get(place) instanceof Text)) {
      place++;
    }
    if (place == parts.size()) {
      place = !parts.isEmpty() && parts.get(0) instanceof Reasoning ? 1 : 0;
    }
    parts.removeIf(Text.class::isInstance);
    parts.add(place, new Text(content));
    return read.get(0).with(parts);
  }
}
