package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Message;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads responses in the words of OpenAI's two APIs or of Anthropic, or of beans like them. */
public final class Completions {

  /** Of these, each response has one, or states its usage. */
  public static final String[] TELLING = {
    "choices",
    "output",
    "finish_reason",
    "stop_reason",
    "done_reason",
    "object",
    "data",
    "embeddings"
  };

  private static final String[] ID = {"id", "response_id", "message_id"};
  private static final String[] MODEL = {"model", "model_name", "model_id"};
  private static final String[] FINISH = {"finish_reason", "stop_reason", "done_reason"};
  private static final String[] ANSWER = {
    "text", "content", "message", "answer", "output_text", "response", "completion", "output"
  };

  private Completions() {}

  /** The completion that the value is; null if it is none. */
  public static @Nullable Completion of(Shape shape) {
    if (isChat(shape)) {
      return chat(shape);
    }
    if (isResponse(shape)) {
      return response(shape);
    }
    return isMessage(shape) ? message(shape) : answer(shape);
  }

  /** Chat Completions: {@code choices} of which each has a {@code message} or a {@code text}. */
  private static boolean isChat(Shape shape) {
    List<Shape> first = shape.list(1, "choices");
    return first.isEmpty()
        ? shape.has("choices") && shape.has("usage", "model")
        : first.get(0).has("message", "text");
  }

  private static Completion chat(Shape shape) {
    List<Message> messages = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Shape choice : shape.list(Limits.CHOICES, "choices")) {
      Shape message = choice.at("message");
      messages.addAll(
          message == null
              ? List.of(Message.of(Roles.ASSISTANT, choice.text("text")))
              : spoken(message));
      addIfKnown(reasons, choice.text(FINISH));
    }
    return completion(shape, messages, reasons);
  }

  /** A message that may leave out who speaks: it is the model. */
  private static List<Message> spoken(Shape message) {
    String text = message.asText();
    if (text != null) {
      return List.of(Message.of(Roles.ASSISTANT, text));
    }
    List<Message> messages = Messages.of(message, Messages.PIECES);
    return messages.isEmpty() ? List.of(unnamed(message)) : messages;
  }

  private static Message unnamed(Shape message) {
    return new MessageParts(Messages.PIECES)
        .content(message.at("content", "text", "parts"))
        .reasoning(message.text("reasoning_content", "reasoning", "thinking"))
        .calls(ToolCalls.of(message))
        .message(Roles.ASSISTANT, null, null);
  }

  /** Responses: {@code output} with items of a {@code type}. */
  private static boolean isResponse(Shape shape) {
    if ("response".equals(shape.text("object"))) {
      return true;
    }
    List<Shape> first = shape.list(1, "output");
    return !first.isEmpty() && first.get(0).text("type") != null;
  }

  /** All items are one turn of the model, and so one message. */
  private static Completion response(Shape shape) {
    MessageParts turn = new MessageParts(Messages.PIECES);
    for (Shape item : shape.list(Limits.MESSAGES, "output")) {
      for (Message part : Messages.of(item, Messages.PIECES)) {
        turn.text(part.content()).reasoning(part.reasoning()).calls(part.toolCalls());
        part.attachments().forEach(turn::attach);
      }
    }
    List<Message> messages =
        turn.isEmpty() ? List.of() : turn.messages(Roles.ASSISTANT, null, null);
    return completion(shape, messages, responseReasons(shape));
  }

  private static List<String> responseReasons(Shape shape) {
    List<String> reasons = new ArrayList<>();
    Shape incomplete = shape.at("incomplete_details");
    String reason = incomplete == null ? null : incomplete.text("reason");
    addIfKnown(reasons, reason == null ? shape.text("status") : reason);
    return reasons;
  }

  /** Anthropic's Messages: a message that also says why it stopped or what it took. */
  private static boolean isMessage(Shape shape) {
    return shape.has("content")
        && "assistant".equals(Roles.of(shape.text("role")))
        && (shape.has("stop_reason") || shape.has("usage"));
  }

  private static Completion message(Shape shape) {
    List<String> reasons = new ArrayList<>();
    addIfKnown(reasons, shape.text(FINISH));
    return completion(shape, Messages.of(shape, Messages.PIECES), reasons);
  }

  /** Anything that states its usage, or a model and why it stopped, and that has a text. */
  private static @Nullable Completion answer(Shape shape) {
    String finish = shape.text(FINISH);
    Usage usage = UsageReader.in(shape);
    Shape answer = shape.at(ANSWER);
    boolean named = finish != null && shape.text(MODEL) != null && answer != null;
    if (usage == null && !named) {
      return null;
    }
    List<String> reasons = new ArrayList<>();
    addIfKnown(reasons, finish);
    return completion(shape, answer == null ? List.of() : answers(shape, answer), reasons);
  }

  private static List<Message> answers(Shape shape, Shape answer) {
    List<ToolCall> calls = ToolCalls.of(shape);
    if (!calls.isEmpty()) {
      return List.of(unnamed(shape));
    }
    if (!answer.isText() && Messages.isMessage(answer)) {
      return Messages.of(answer, Messages.PIECES);
    }
    MessageParts parts = new MessageParts(Messages.PIECES).content(answer);
    return parts.isEmpty() ? List.of() : parts.messages(Roles.ASSISTANT, null, null);
  }

  private static Completion completion(
      Shape shape, List<Message> messages, List<String> finishReasons) {
    return new Completion(
        shape.text(ID), model(shape), messages, finishReasons, UsageReader.in(shape));
  }

  /** The model's name; null if it is stated in another way. */
  public static @Nullable String model(Shape shape) {
    return shape.text(MODEL);
  }

  private static void addIfKnown(List<String> reasons, @Nullable String reason) {
    if (reason != null && !reason.isEmpty()) {
      reasons.add(reason);
    }
  }
}
