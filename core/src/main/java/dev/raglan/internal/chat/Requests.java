package dev.raglan.internal.chat;

import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.ShapeReader;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests in the form of OpenAI's two APIs, of Anthropic, of Gemini, of Cohere's first API
 * or of the models that take one text: the messages to a model.
 */
public final class Requests {

  /** Names of which each request has one, beside those of a conversation's own. */
  static final String[] DISTINCTIVE = {
    "contents", "prompt", "input_text", "chat_history", "inputs", "instances"
  };

  /** The one text that some models take. */
  private static final String[] PROMPT = {"prompt", "input_text", "message"};

  /** Names of which what has a prompt has one if it is a request. */
  private static final String[] SETTINGS = {
    "model",
    "max_tokens",
    "max_tokens_to_sample",
    "max_gen_len",
    "n_predict",
    "temperature",
    "text_generation_config",
    "chat_history",
    "preamble"
  };

  /** Names that make of what has a prompt an answer, which repeats it. */
  private static final String[] ANSWERED = {
    "text",
    "content",
    "answer",
    "output",
    "response",
    "completion",
    "generation",
    "choices",
    "usage",
    "finish_reason",
    "stop_reason",
    "role"
  };

  /** Names that make of what has an input an answer, which repeats it. */
  private static final String[] ENDED = {"output", "outputs", "choices", "usage", "status"};

  /** The most messages that are tried for one in a role that is known. */
  private static final int MOST_TRIED = 4;

  private static final ShapeReader<Extraction> READER = ShapeReader.of(Requests::read);

  private Requests() {}

  /** Reads a request; of any other value nothing is read. */
  static Extraction of(Shape shape) {
    return READER.read(shape);
  }

  private static Extraction read(Shape shape) {
    List<Shape> list = shape.ends(Limits.MESSAGES, "messages");
    if (!list.isEmpty()) {
      boolean asks =
          Messages.isAmongMessages(list.get(0))
              && list.stream().limit(MOST_TRIED).anyMatch(Messages::isMessage);
      return asks ? withSystem(shape, list, "messages") : Extraction.NONE;
    }
    List<Shape> contents = shape.ends(Limits.MESSAGES, "contents");
    if (!contents.isEmpty()) {
      boolean asks = contents.get(0).isText() || contents.get(0).has("parts");
      return asks ? withSystem(shape, contents, "contents") : Extraction.NONE;
    }
    if (shape.has("input") && !shape.has(ENDED) && takesInput(shape)) {
      return responsesInput(shape);
    }
    if (shape.has("inputs") && shape.has("parameters") && shape.text("inputs") != null) {
      return Extraction.of(List.of(user(shape.text("inputs")))); // Of text generation inference
    }
    List<Shape> instances = shape.list(1, "instances");
    if (!instances.isEmpty() && !instances.get(0).isText()) { // Of Vertex AI
      Shape only = instances.get(0);
      return only.text("prompt") == null ? read(only) : oneText(only);
    }
    boolean asks = shape.has(SETTINGS) && !shape.has(ANSWERED);
    if (asks && shape.text(PROMPT) != null) {
      return oneText(shape);
    }
    List<Shape> prompts = asks ? shape.list(Limits.MESSAGES, "prompt") : List.of();
    return !prompts.isEmpty() && prompts.stream().allMatch(Shape::isText)
        ? conversation(
            Messages.list(prompts, Messages.PARAGRAPHS), shape.size("prompt") - prompts.size())
        : Extraction.NONE;
  }

  /**
   * A request need not name its model where it is stored, as OpenAI's prompts are, or Replicate's
   * versions.
   */
  private static boolean takesInput(Shape shape) {
    if (shape.has("model", "model_id")) {
      return true;
    }
    Shape input = shape.at("input");
    if (input == null || input.isText()) {
      return false;
    }
    return ListElements.isList(input.value())
        ? input.elements(MOST_TRIED).stream().anyMatch(Messages::isMessage)
        : shape.has("version") && input.text(PROMPT) != null;
  }

  private static Message user(@Nullable String text) {
    return Message.of(Roles.USER, text == null ? "" : text);
  }

  /** Reads a text to be answered; Cohere's first API keeps what was said before beside it. */
  private static Extraction oneText(Shape shape) {
    List<Message> messages = new ArrayList<>();
    addSystem(messages, shape.at("preamble", "system", "system_prompt"));
    List<Shape> before = shape.ends(Limits.MESSAGES, "chat_history");
    for (Shape each : before) {
      String role = Roles.of(each.text("role"));
      String said = each.text("message");
      messages.add(Message.of(role == null ? Roles.USER : role, said == null ? "" : said));
    }
    messages.add(user(shape.text(PROMPT)));
    return conversation(messages, shape.size("chat_history") - before.size());
  }

  /** Reads the messages, and the system prompt that Anthropic and Gemini keep beside them. */
  private static Extraction withSystem(Shape shape, List<Shape> list, String name) {
    List<Message> messages = new ArrayList<>();
    addSystem(messages, shape.at("system", "system_prompt", "system_instruction"));
    messages.addAll(Messages.list(list, Messages.PARAGRAPHS));
    return conversation(messages, shape.size(name) - list.size());
  }

  private static Extraction responsesInput(Shape shape) {
    List<Message> messages = new ArrayList<>();
    addSystem(messages, shape.at("instructions"));
    Shape input = shape.at("input");
    if (input == null) {
      return Extraction.NONE;
    }
    boolean isList = ListElements.isList(input.value());
    List<Shape> nested =
        isList || input.isText() ? List.of() : input.ends(Limits.MESSAGES, "messages");
    if (!nested.isEmpty() && Messages.isAmongMessages(nested.get(0))) { // Of DashScope
      return withSystem(input, nested, "messages");
    }
    if (!isList && !input.isText() && input.text(PROMPT) != null) { // Of Replicate
      return oneText(input);
    }
    List<Shape> items = isList ? input.ends(Limits.MESSAGES) : List.of(input);
    boolean texts = items.stream().allMatch(Shape::isText);
    if (texts && !input.isText()) {
      return Extraction.NONE; // The request is for embeddings.
    }
    messages.addAll(Messages.list(items, Messages.PARAGRAPHS));
    int notRead = isList ? ListElements.size(input.value()) - items.size() : 0;
    return conversation(messages, notRead);
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

  /**
   * Returns a conversation: as many messages as the limit allows, the system message and the newest
   * before others.
   *
   * @param notRead how many further messages there were
   */
  public static Extraction conversation(List<Message> messages, int notRead) {
    List<Message> kept = bounded(messages);
    return Extraction.ofMessages(kept, Math.max(0, notRead) + messages.size() - kept.size());
  }

  /**
   * Returns as many messages as the limit allows: the system message, or else the first, and the
   * newest.
   */
  private static List<Message> bounded(List<Message> messages) {
    if (messages.size() <= Limits.MESSAGES) {
      return messages;
    }
    int first = 0;
    while (first < messages.size() && !messages.get(first).role().equals(Roles.SYSTEM)) {
      first++;
    }
    List<Message> kept = new ArrayList<>();
    int newest = messages.size() - Limits.MESSAGES + 1;
    kept.add(messages.get(first < newest ? first : 0));
    kept.addAll(messages.subList(newest, messages.size()));
    return kept;
  }
}
