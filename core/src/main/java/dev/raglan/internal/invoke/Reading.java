package dev.raglan.internal.invoke;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.RequestBindings;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.invoke.BoundValue.BoundParameter;
import dev.raglan.internal.invoke.BoundValue.Target;
import dev.raglan.internal.invoke.MethodPlan.CapturedParameters;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription.GenerationDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a method's arguments and result that extractors read.
 *
 * @param type the type of the span
 * @param input the argument that holds messages to a model, or documents to be reordered; null if
 *     none does, or input is not captured
 * @param question the text that goes to the model after the messages of the input; null if none
 *     does
 * @param output true if the result holds a model's answer, documents or embeddings
 * @param gate decides what is kept of what is read
 * @param extractors read values
 * @param values takes snapshots of them
 */
record Reading(
    SpanType type,
    @Nullable BoundParameter input,
    @Nullable BoundParameter question,
    boolean output,
    ContentGate gate,
    Extractors extractors,
    ValueReader values) {

  private static final PropertyPath WHOLE = PropertyPath.parse("");

  /** The most messages that are looked at where a question follows them. */
  private static final int MOST_MESSAGES = 16_384;

  /** Returns the parts that are read of spans of the type. */
  static Reading of(
      SpanType type,
      List<BoundParameter> bound,
      Optional<BoundParameter> question,
      @Nullable CapturedParameters captured,
      ContentGate gate,
      Extractors extractors,
      ValueReader values) {
    boolean output = Extractors.readResultsOf(type);
    BoundParameter input =
        switch (type) {
          case GENERATION, EMBEDDING -> prompt(bound, captured);
          case RERANKER -> boundTo(Field.DOCUMENTS, bound);
          default -> null;
        };
    return new Reading(type, input, question.orElse(null), output, gate, extractors, values);
  }

  /** Returns the argument that is bound as the prompt, else the only one; null for neither. */
  private static @Nullable BoundParameter prompt(
      List<BoundParameter> bound, @Nullable CapturedParameters captured) {
    BoundParameter prompt = boundTo(Field.PROMPT, bound);
    if (prompt != null || captured == null || captured.indexes().length != 1) {
      return prompt;
    }
    return captured.substitutes()[0] != null
        ? null
        : new BoundParameter(captured.indexes()[0], WHOLE, false, new Target.OfField(Field.PROMPT));
  }

  private static @Nullable BoundParameter boundTo(Field field, List<BoundParameter> bound) {
    return bound.stream()
        .filter(each -> each.target().equals(new Target.OfField(field)) && !each.masked())
        .findFirst()
        .orElse(null);
  }

  /** Returns the value that is read of the arguments; null for none. */
  @Nullable Object found(@Nullable Object[] arguments) {
    Object found = input == null ? null : input.find(arguments);
    Object asked = question == null ? null : question.find(arguments);
    return asked instanceof CharSequence text ? conversation(found, text) : found;
  }

  /** Returns messages followed by the one that asks for an answer. */
  private static List<Object> conversation(@Nullable Object messages, CharSequence question) {
    List<Object> conversation = new ArrayList<>();
    if (messages != null && ListElements.isList(messages)) {
      ListElements.ends(messages, MOST_MESSAGES)
          .forEach(each -> conversation.add(each instanceof CharSequence text ? said(text) : each));
    }
    conversation.add(said(question));
    return conversation;
  }

  private static Map<String, Object> said(CharSequence text) {
    return Map.of("role", "user", "content", text.toString());
  }

  /** Reads the input. */
  Extraction input(@Nullable Object found) {
    if (found == null) {
      return Extraction.NONE;
    }
    Extraction read = extractors.extract(found, type);
    return gate.admitted(question == null ? read : withoutRepeated(read), gate.input());
  }

  /** Leaves out the question that was added where the last message has it already. */
  private static Extraction withoutRepeated(Extraction read) {
    List<Message> messages = read.messages();
    int last = messages.size() - 1;
    String asked = last < 1 ? null : messages.get(last).content();
    String before = asked == null ? null : messages.get(last - 1).content();
    boolean isRepeated =
        before != null && messages.get(last - 1).role().equals("user") && before.contains(asked);
    return isRepeated
        ? new Extraction(
            messages.subList(0, last),
            read.completion(),
            read.documents(),
            read.documentsLeftOut(),
            read.embeddings(),
            read.failure(),
            read.messagesLeftOut())
        : read;
  }

  /**
   * Returns bindings with the settings of the request that the input is, where none is bound yet.
   *
   * @param known the facts that the annotation states of the generation; null for none
   */
  Bindings settings(@Nullable Object found, Bindings bound, @Nullable GenerationDescription known) {
    if (found == null || known == null) {
      return bound;
    }
    return RequestBindings.with(extractors.settings(found), bound, known, gate, values);
  }

  /** Reads the result. */
  Extraction output(@Nullable Object result) {
    return output
        ? gate.admitted(extractors.extractResult(result, type), gate.output())
        : Extraction.NONE;
  }
}
