package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests in the form of OpenAI's two APIs or of Anthropic: the messages to a model. */
public final class Requests {

  private Requests() {}

  /** Returns the messages of the request; empty if the value is not a request. */
  static List<Message> messages(Shape shape) {
    List<Shape> list = shape.list(Limits.MESSAGES, "messages");
    if (!list.isEmpty()) {
      return Messages.isMessage(list.get(0)) ? withSystem(shape, list) : List.of();
    }
    boolean asks = shape.has("input") && shape.has("model");
    return asks ? responsesInput(shape) : List.of();
  }

  /** Reads the messages, and the system prompt that Anthropic keeps beside them. */
  private static List<Message> withSystem(Shape shape, List<Shape> list) {
    List<Message> messages = new ArrayList<>();
    addSystem(messages, shape.at("system", "system_prompt"));
    messages.addAll(Messages.list(list, Messages.PARAGRAPHS));
    return bounded(messages);
  }

  private static List<Message> responsesInput(Shape shape) {
    List<Message> messages = new ArrayList<>();
    addSystem(messages, shape.at("instructions"));
    Shape input = shape.at("input");
    if (input == null) {
      return messages;
    }
    List<Shape> items = input.isText() ? List.of(input) : input.elements(Limits.MESSAGES);
    boolean texts = items.stream().allMatch(Shape::isText);
    if (texts && !input.isText()) {
      return List.of(); // The request is for embeddings.
    }
    messages.addAll(Messages.list(items, Messages.PARAGRAPHS));
    return bounded(messages);
  }

  private static void addSystem(List<Message> messages, @Nullable Shape system) {
    if (system == null) {
      return;
    }
    MessageParts parts = new MessageParts(Messages.PARAGRAPHS).content(system);
    if (!parts.isEmpty()) {
      messages.addAll(parts.messages(Roles.SYSTEM, null, null));
    }
  }

  /** Returns as many messages as the limit allows. */
  public static List<Message> bounded(List<Message> messages) {
    return messages.size() > Limits.MESSAGES ? messages.subList(0, Limits.MESSAGES) : messages;
  }
}
