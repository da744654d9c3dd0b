package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.capture.StreamSummary;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Cost;
import dev.raglan.model.SpanType;
import dev.raglan.model.Usage;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.SpanDescription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call being rendered: what was captured, with each value written out at most once, however
 * many dialects ask for it. Used by one thread.
 */
public final class Rendering {

  private final Captured captured;
  private final JsonRenderer json;
  private @Nullable Map<Field, Content> fields;
  private @Nullable Content input;
  private @Nullable Content output;
  private @Nullable Conversation conversation;
  private @Nullable ResponseInfo answer;
  private @Nullable ModelOptions options;
  private boolean optionsRead;
  private @Nullable TruncationCounts leftOut;
  private final Metering metering;
  private @Nullable UsageAndCost metered;

  Rendering(Captured captured, JsonRenderer json, Metering metering) {
    this.captured = captured;
    this.json = json;
    this.metering = metering;
  }

  /** What was gathered from the call. */
  Captured captured() {
    return captured;
  }

  /** What was known before the call. */
  public SpanDescription step() {
    return captured.step();
  }

  /** What is known of a streamed result; null if the result was not streamed. */
  public @Nullable StreamSummary stream() {
    return captured.stream();
  }

  /** What was read out of input and result. */
  public Extracted extracted() {
    return captured.extracted();
  }

  /** Whether anything is bound to a field or attribute. */
  public boolean hasBindings() {
    return !captured.bindings().isEmpty();
  }

  /** Whether the step is a call of a model, so that its result says what that took. */
  public boolean callsModel() {
    return switch (step().type()) {
      case GENERATION, EMBEDDING, RERANKER -> true;
      default -> false;
    };
  }

  /** Whether there may be lists for attributes with a number in their key. */
  boolean hasLists() {
    return callsModel() || step().type() == SpanType.RETRIEVER;
  }

  /** The tokens the call took: as bound, else as read, else estimated; null if not known. */
  public @Nullable Usage usage() {
    return metered().usage();
  }

  /** The cost of the call: as bound, else as read, else estimated; null if it is not known. */
  public @Nullable Cost cost() {
    return metered().cost();
  }

  private UsageAndCost metered() {
    if (metered == null) {
      metered = UsageAndCost.of(this, metering);
    }
    return metered;
  }

  /** What the provider says of its answer. */
  public ResponseInfo answer() {
    if (answer == null) {
      answer = ResponseInfo.of(this);
    }
    return answer;
  }

  /** The messages to the model and back. */
  public Conversation conversation() {
    if (conversation == null) {
      conversation = Conversation.of(this);
    }
    return conversation;
  }

  /** The options of the request; null if none is bound. */
  public @Nullable ModelOptions options() {
    if (!optionsRead) {
      options = ModelOptions.of(this);
      optionsRead = true;
    }
    return options;
  }

  /** Takes note of what does not fit. */
  public TruncationCounts leftOut() {
    if (leftOut == null) {
      leftOut = new TruncationCounts();
    }
    return leftOut;
  }

  /** Says what did not fit. */
  void writeLeftOut(AttributeSink sink) {
    if (leftOut != null) {
      leftOut.write(sink);
    }
  }

  /** Writes values that are not captured as such, redacted and within the limits. */
  public JsonRenderer json() {
    return json;
  }

  /** The input: the arguments; null if they are not captured. */
  public @Nullable Content input() {
    if (input == null && captured.arguments() != null) {
      input = write(captured.arguments().asInput());
    }
    return input;
  }

  /** The output; null if there is none, or it is not captured. */
  public @Nullable Content output() {
    if (output == null && captured.output() != null) {
      output = write(captured.output());
    }
    return output;
  }

  /** A generation's prompt: what is bound to it, else the input; null if neither is captured. */
  public @Nullable Content prompt() {
    Content bound = content(Field.PROMPT);
    return bound == null ? input() : bound;
  }

  /** A generation's response: what is bound to it, else the output; null if neither is captured. */
  public @Nullable Content response() {
    Content bound = content(Field.RESPONSE);
    return bound == null ? output() : bound;
  }

  /** What is bound to the field, written out; null if nothing is. */
  public @Nullable Content content(Field field) {
    Object value = captured.bindings().get(field);
    if (value == null) {
      return null;
    }
    if (fields == null) {
      fields = new EnumMap<>(Field.class);
    }
    return fields.computeIfAbsent(field, f -> write(value));
  }

  /** What is bound to the field, as text or JSON text; null if nothing is. */
  public @Nullable String text(Field field) {
    Content content = content(field);
    return content == null ? null : content.value();
  }

  /** What is bound to the field, as a whole number; null if it is none. */
  public @Nullable Long integer(Field field) {
    Number number = number(field);
    return number == null ? null : (Long) number.longValue();
  }

  /** What is bound to the field, as a floating-point number; null if it is none. */
  public @Nullable Double decimal(Field field) {
    Number number = number(field);
    if (number instanceof Float) { // 0.1f is 0.1, not 0.10000000149011612
      return Double.valueOf(number.toString());
    }
    return number == null ? null : (Double) number.doubleValue();
  }

  private @Nullable Number number(Field field) {
    Object value = captured.bindings().get(field);
    if (value instanceof Number number) {
      return number;
    }
    return value == null ? null : RequestNumbers.parse(text(field));
  }

  /** What is bound to the field, as a list of texts: a single value is a list of one. */
  public List<String> texts(Field field) {
    Object value = captured.bindings().get(field);
    if (value instanceof RawJson raw) {
      return JsonTexts.of(raw.json());
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof Collection<?> all) {
      all.stream().limit(json.limits().maxItems()).forEach(each -> texts.add(write(each).value()));
    } else if (value != null) {
      texts.add(write(value).value());
    }
    return texts;
  }

  private Content write(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return new Content(json.text(text), false);
    }
    String written = value instanceof RawJson raw ? raw.json() : json.json(value);
    if (written.startsWith("\"")) {
      return new Content(String.join("", JsonTexts.of(written)), false);
    }
    return new Content(written, true);
  }
}
