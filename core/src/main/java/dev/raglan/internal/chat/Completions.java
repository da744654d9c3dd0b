package dev.raglan.internal.chat;

import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.ShapeReader;
import dev.raglan.model.Completion;
import dev.raglan.model.Completion.ModelUsage;
import dev.raglan.model.Message;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads responses in the form of OpenAI's two APIs or of Anthropic, or of beans like them. */
public final class Completions {

  /** Names of which each response has one, unless it states its usage. */
  static final String[] DISTINCTIVE = {
    "choices",
    "output",
    "finish_reason",
    "stop_reason",
    "done_reason",
    "object",
    "data",
    "embedding",
    "embeddings",
    "vector",
    "predictions",
    "outputs",
    "generated_text",
    "completion_message",
    "generations",
    "completions",
    "response",
    "completion",
    "chat_completion",
    "payload",
    "body",
    "raw_response"
  };

  /** Names under which gateways and applications hold the answer of a provider. */
  private static final String[] ENVELOPES = {
    "result",
    "chat_response",
    "response",
    "data",
    "output",
    "completion",
    "chat_completion",
    "payload",
    "body",
    "raw_response",
    "predictions"
  };

  static final String[] ID = {"id", "response_id", "message_id"};
  private static final String[] MODEL = {"model", "model_name", "model_id", "model_version"};
  static final String[] FINISH = {
    "finish_reason", "stop_reason", "done_reason", "completion_reason", "stop_type"
  };
  private static final String ALTERNATIVE = "ALTERNATIVE_STATUS_";
  private static final String[] ANSWER = {
    "text",
    "content",
    "message",
    "answer",
    "output_text",
    "response",
    "completion",
    "output",
    "generation",
    "generated_text",
    "result",
    "body",
    "reply"
  };

  private static final ShapeReader<@Nullable Completion> WITHOUT_USAGE =
      ShapeReader.of(shape -> known(shape, null));
  private static final ShapeReader<@Nullable Completion> HELD = ShapeReader.of(Completions::held);

  private Completions() {}

  /** Returns the completion that the value is; null if it is not one. */
  static @Nullable Completion of(Shape shape) {
    Usage usage = UsageReader.in(shape);
    Completion known = usage == null ? WITHOUT_USAGE.read(shape) : known(shape, usage);
    if (known != null) {
      return known;
    }
    if (isMessage(shape)) {
      return message(shape, usage);
    }
    Completion held = HELD.read(shape);
    return held == null ? answer(shape, usage) : beside(shape, held, usage);
  }

  /** Returns the answer that an envelope holds; null if it holds none. */
  private static @Nullable Completion held(Shape shape) {
    for (String name : ENVELOPES) {
      Shape held = shape.at(name);
      boolean isObject = held != null && !held.isText() && !ListElements.isList(held.value());
      Completion answer = held == null || !isObject ? null : enveloped(held);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  /** Returns an answer with what its envelope states in its place. */
  private static Completion beside(Shape envelope, Completion held, @Nullable Usage usage) {
    return new Completion(
        held.responseId(),
        held.model() == null ? model(envelope) : held.model(),
        held.messages(),
        held.finishReasons(),
        held.usage() == null ? usage : held.usage(),
        held.calls(),
        held.messagesLeftOut());
  }

  /** Returns the completion that a value of one of the known forms is. */
  private static @Nullable Completion known(Shape shape, @Nullable Usage usage) {
    if (ChatChunks.isWhole(shape)) {
      return ChatChunks.whole(shape, usage);
    }
    if (isResponse(shape)) {
      return response(shape, usage);
    }
    Completion known = ImageAnswers.of(shape, usage);
    known = known == null ? results(shape) : known;
    known = known == null ? generations(shape, usage) : known;
    known = known == null ? outputs(shape, usage) : known;
    return known == null ? within(shape, usage) : known;
  }

  /**
   * The conversations of Mistral and the interactions of Gemini: {@code outputs} or {@code steps}
   * of a type.
   */
  private static @Nullable Completion outputs(Shape shape, @Nullable Usage usage) {
    List<Shape> outputs = shape.list(Limits.PARTS, "outputs", "steps");
    boolean isConversation = "conversation.response".equals(shape.text("object"));
    boolean isTurn = !outputs.isEmpty() && outputs.get(0).text("type") != null;
    boolean isInteraction =
        shape.has("outputs")
            ? shape.has("usage", "status")
            : "interaction".equals(shape.text("object"));
    if (!isConversation && !(isTurn && isInteraction)) {
      return null;
    }
    MessageParts turn = new MessageParts(Messages.PIECES);
    String model = model(shape);
    for (Shape each : outputs) {
      if (isConversation) {
        Messages.of(each, Messages.PIECES).forEach(turn::add);
      } else {
        addTurn(each, turn);
      }
      model = model == null ? model(each) : model;
    }
    List<Message> messages = turn.messages(Roles.ASSISTANT, null, null);
    String stated = shape.text("conversation_id");
    String id = stated == null ? shape.text(ID) : stated;
    List<String> reasons = new ArrayList<>();
    if (!isConversation) {
      addIfKnown(reasons, interactionReason(shape));
    }
    return new Completion(id, model, messages, reasons, usage);
  }

  private static void addTurn(Shape output, MessageParts turn) {
    String type = output.text("type");
    if ("model_output".equals(type)) {
      turn.content(output.at("content"));
    } else if (!"user_input".equals(type)) {
      turn.part(output);
    }
  }

  /**
   * Answers inside of others: of DashScope in its {@code output}, of Meta's API as {@code
   * completion_message}, of Replicate as pieces of a text.
   */
  private static @Nullable Completion within(Shape shape, @Nullable Usage usage) {
    Shape output = shape.at("output");
    Shape counts = shape.at("metrics");
    boolean isOfDashScope = usage != null || shape.has("request_id");
    if (isOfDashScope && output != null && !output.isText() && ChatChunks.isWhole(output)) {
      Completion whole = ChatChunks.whole(output, usage);
      return whole == null
          ? null
          : new Completion(
              shape.text("request_id"),
              model(shape),
              whole.messages(),
              whole.finishReasons(),
              usage);
    }
    Shape message = shape.at("completion_message");
    if (message != null && !message.isText()) {
      List<String> reasons = new ArrayList<>();
      addIfKnown(reasons, message.text(FINISH));
      List<Message> messages = Messages.of(message, Messages.PIECES);
      Usage taken = usage == null ? measured(shape) : usage;
      return new Completion(shape.text(ID), model(shape), messages, reasons, taken);
    }
    if (output == null || counts == null || !shape.has("status")) {
      return null;
    }
    MessageParts pieces = new MessageParts(Messages.PIECES).content(output);
    List<Message> messages = pieces.messages(Roles.ASSISTANT, null, null);
    Usage taken = usage == null ? UsageReader.of(counts) : usage;
    return new Completion(shape.text(ID), model(shape), messages, List.of(), taken);
  }

  /** Cloudflare, Oracle, gateways and applications put answers in the forms of others in one. */
  private static @Nullable Completion enveloped(Shape held) {
    Usage usage = UsageReader.in(held);
    if (ChatChunks.isWhole(held) || ChatChunks.isCandidates(held)) {
      return ChatChunks.whole(held, usage);
    }
    if (isResponse(held)) {
      return response(held, usage);
    }
    if (isMessage(held)) {
      return message(held, usage);
    }
    Completion answer = usage == null && held.text("response") == null ? null : answer(held, usage);
    return answer == null || answer.messages().isEmpty() ? null : answer;
  }

  /** Meta's API counts in a list of names and values. */
  private static @Nullable Usage measured(Shape shape) {
    Long input = null;
    Long output = null;
    for (Shape each : shape.list(Limits.PARTS, "metrics")) {
      String name = each.text("metric");
      input = "num_prompt_tokens".equals(name) ? each.count("value") : input;
      output = "num_completion_tokens".equals(name) ? each.count("value") : output;
    }
    return input == null && output == null ? null : Usage.of(input, output);
  }

  /** Results that have a text: of Amazon's Titan, by Bedrock's InvokeModel, and of watsonx. */
  private static @Nullable Completion results(Shape shape) {
    List<Shape> results = shape.list(Limits.CHOICES, "results");
    if (results.isEmpty() || !results.get(0).has("output_text", "generated_text")) {
      return null;
    }
    List<Message> messages = new ArrayList<>();
    List<@Nullable String> reasons = new ArrayList<>();
    Long output = null;
    for (Shape each : results) {
      String text = each.text("output_text", "generated_text");
      messages.add(Message.of(Roles.ASSISTANT, text == null ? "" : text));
      reasons.add(each.text("completion_reason", "stop_reason"));
      Long count = each.count("token_count", "generated_token_count");
      output = count == null ? output : (Long) (count + (output == null ? 0 : output));
    }
    Long stated = shape.count("input_text_token_count");
    Long input = stated == null ? results.get(0).count("input_token_count") : stated;
    Usage usage = input == null && output == null ? null : Usage.of(input, output);
    return new Completion(null, model(shape), messages, reasons(reasons), usage);
  }

  /** Texts in a list: of Cohere's first models and of AI21's, by Bedrock's InvokeModel too. */
  private static @Nullable Completion generations(Shape shape, @Nullable Usage usage) {
    List<Message> messages = new ArrayList<>();
    List<@Nullable String> reasons = new ArrayList<>();
    for (Shape each : shape.list(Limits.CHOICES, "generations", "completions")) {
      Shape data = each.isText() ? null : each.at("data");
      String text = each.isText() ? null : (data == null ? each : data).text("text", "completion");
      if (text == null) {
        return null;
      }
      messages.add(Message.of(Roles.ASSISTANT, text));
      Shape reason = each.at("finish_reason");
      reasons.add(reason == null || reason.isText() ? each.text(FINISH) : reason.text("reason"));
    }
    return messages.isEmpty()
        ? null
        : new Completion(shape.id(ID), model(shape), messages, reasons(reasons), usage);
  }

  /** Responses: {@code output} with items of a {@code type}. */
  private static boolean isResponse(Shape shape) {
    if ("response".equals(shape.text("object"))) {
      return true;
    }
    List<Shape> first = shape.list(1, "output");
    return !first.isEmpty() && first.get(0).text("type") != null;
  }

  /** Reads all items as one message: they are one turn of the model. */
  private static Completion response(Shape shape, @Nullable Usage usage) {
    MessageParts turn = new MessageParts(Messages.PIECES);
    for (Shape item : shape.list(Limits.MESSAGES, "output")) {
      for (Message part : Messages.of(item, Messages.PIECES)) {
        turn.add(part);
      }
    }
    List<Message> messages = turn.messages(Roles.ASSISTANT, null, null);
    Usage taken =
        usage == null
            ? null
            : BillingReader.withTools(usage, shape.list(Limits.MESSAGES, "output"));
    return completion(shape, messages, responseReasons(shape), taken);
  }

  private static List<String> responseReasons(Shape shape) {
    List<String> reasons = new ArrayList<>();
    Shape incomplete = shape.at("incomplete_details");
    String reason = incomplete == null ? null : incomplete.text("reason");
    boolean ended = "completed".equals(shape.text("status"));
    addIfKnown(reasons, reason == null && ended ? "completed" : reason);
    return reasons;
  }

  /** Anthropic's Messages: a message that also says why it stopped or what it took. */
  private static boolean isMessage(Shape shape) {
    return "assistant".equals(Roles.of(shape.text("role")))
        && shape.has("content")
        && (shape.has("stop_reason") || shape.has("usage"));
  }

  private static Completion message(Shape shape, @Nullable Usage usage) {
    List<String> reasons = new ArrayList<>();
    addIfKnown(reasons, shape.text(FINISH));
    return completion(shape, Messages.of(shape, Messages.PIECES), reasons, usage);
  }

  /** Anything that states its usage, or a model and why it stopped, and that has a text. */
  private static @Nullable Completion answer(Shape shape, @Nullable Usage usage) {
    Shape answer = shape.at(ANSWER);
    Shape about = about(shape);
    String stated = finish(shape, answer);
    String finish = stated == null && about != null ? about.text(FINISH) : stated;
    String own = model(shape);
    String model = own == null && about != null ? model(about) : own;
    boolean named = finish != null && model != null && answer != null;
    boolean transcribed = shape.has("task") && shape.has("duration") && shape.text("text") != null;
    boolean completed = finish != null && shape.text("completion") != null; // Of Claude 2
    boolean told =
        named || transcribed || completed || isCited(shape) || shape.text("generated_text") != null;
    if (usage == null && !told) {
      return null;
    }
    List<String> reasons = new ArrayList<>();
    addIfKnown(reasons, finish);
    List<Message> messages = answer == null ? List.of() : answers(shape, answer);
    return new Completion(shape.text(ID), model, messages, reasons, usage);
  }

  /** LangChain, Vercel and applications have the model and the reason in an object beside. */
  private static @Nullable Shape about(Shape shape) {
    Shape about = shape.at("response_metadata", "metadata");
    about = about == null ? shape.at("response") : about;
    return about == null || about.isText() ? null : about;
  }

  /** Some say why they ended beside their text, or among its details. */
  private static @Nullable String finish(Shape shape, @Nullable Shape answer) {
    String finish = shape.text(FINISH);
    if (finish == null && answer != null && !answer.isText()) {
      finish = answer.text(FINISH);
    }
    return finish == null ? finishOfDetails(shape) : finish;
  }

  private static @Nullable String finishOfDetails(Shape shape) {
    Shape details = shape.at("details");
    return details == null || details.isText() ? null : details.text(FINISH);
  }

  /** Returns why a choice ended; null if it has not, or does not say. */
  static @Nullable String finish(Shape choice) {
    String finish = choice.text(FINISH);
    if (finish != null) {
      return finish;
    }
    String status = choice.text("status"); // Of YandexGPT
    boolean isEnd = status != null && status.startsWith(ALTERNATIVE) && !status.endsWith("PARTIAL");
    return isEnd ? status : finishOfDetails(choice);
  }

  /** Returns why an interaction of Gemini's ended; null if it has not, or failed. */
  static @Nullable String interactionReason(Shape interaction) {
    String status = interaction.text("status");
    boolean isEnd =
        "completed".equals(status)
            || "requires_action".equals(status)
            || "incomplete".equals(status);
    return isEnd ? status : null;
  }

  /** Bedrock's knowledge bases answer with a text and its citations. */
  private static boolean isCited(Shape shape) {
    Shape output = shape.at("output");
    return output != null
        && !output.isText()
        && output.text("text") != null
        && shape.has("citations", "session_id");
  }

  private static List<Message> answers(Shape shape, Shape answer) {
    if (shape.has("tool_calls", "tool_execution_requests", "function_call")) {
      MessageParts calling = new MessageParts(Messages.PIECES).read(shape);
      return List.of(calling.citeOfResponse(shape).message(Roles.ASSISTANT, null, null));
    }
    Shape nested = answer.isText() ? null : answer.at("message");
    Shape message = nested == null || nested.isText() ? answer : nested;
    if (!message.isText() && Messages.isMessage(message)) {
      return Messages.of(message, Messages.PIECES);
    }
    MessageParts parts = new MessageParts(Messages.PIECES).content(message);
    if (!isCited(shape)) {
      parts.citeOfResponse(shape);
    }
    return parts.isOfOtherTypes() ? List.of() : parts.messages(Roles.ASSISTANT, null, null);
  }

  /**
   * Returns all responses as one, which has the id and the model of the first; null for none. Their
   * usage is summed.
   */
  static @Nullable Completion merged(List<Completion> responses) {
    if (responses.size() <= 1) {
      return responses.isEmpty() ? null : responses.get(0);
    }
    String id = null;
    String model = null;
    Usage usage = null;
    List<Message> messages = new ArrayList<>();
    List<@Nullable String> reasons = new ArrayList<>();
    List<ModelUsage> calls = new ArrayList<>();
    int leftOut = 0;
    for (Completion each : responses) {
      leftOut += each.messagesLeftOut();
      calls.addAll(each.eachCall());
      id = id == null ? each.responseId() : id;
      model = model == null ? each.model() : model;
      usage = UsageReader.sum(usage, each.usage());
      while (reasons.size() < messages.size()) {
        reasons.add(null);
      }
      reasons.addAll(each.finishReasons());
      messages.addAll(each.messages());
    }
    calls.removeIf(each -> each.usage() == null);
    boolean isOfFirst = calls.size() == 1 && Objects.equals(calls.get(0).model(), model);
    int most = Math.min(messages.size(), Limits.MESSAGES);
    return new Completion(
        id,
        model,
        messages.subList(0, most),
        reasons(reasons),
        usage,
        isOfFirst ? List.of() : calls,
        leftOut + messages.size() - most);
  }

  /**
   * Returns why the model stopped, one for each choice: empty for a choice that does not say, and
   * none for those after the last that does.
   */
  public static List<String> reasons(List<@Nullable String> stated) {
    List<String> reasons = new ArrayList<>(stated.size());
    for (int i = 0; i < stated.size(); i++) {
      String reason = stated.get(i);
      if (reason != null && !reason.isEmpty()) {
        while (reasons.size() < i) {
          reasons.add("");
        }
        reasons.add(reason);
      }
    }
    return reasons;
  }

  private static Completion completion(
      Shape shape, List<Message> messages, List<String> finishReasons, @Nullable Usage usage) {
    return new Completion(shape.text(ID), model(shape), messages, finishReasons, usage);
  }

  /** Returns the model's name; null if it is stated in another way. */
  static @Nullable String model(Shape shape) {
    return shape.text(MODEL);
  }

  private static void addIfKnown(List<String> reasons, @Nullable String reason) {
    if (reason != null && !reason.isEmpty()) {
      reasons.add(reason);
    }
  }
}
