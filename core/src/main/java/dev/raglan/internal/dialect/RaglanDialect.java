package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.Cost;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Usage;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.Langfuse;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.ModelOptions;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.StreamSummary;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attributes that no other convention has a word for, and the session; always written. */
final class RaglanDialect implements Dialect {

  /** Characters that JSON, or JSON within a string, writes in another way, and its brackets. */
  private static final Pattern BETWEEN_ESCAPES =
      Pattern.compile("(?:\\\\.|[\\n\\r\\t\"\\[\\]{}])++");

  private static final int SENTENCE = 32;

  private static final FieldKeys FIELDS =
      new FieldKeys()
          .text(Field.SESSION_ID, RaglanAttributes.SESSION_ID)
          .text(Field.CUSTOMER_ID, RaglanAttributes.CUSTOMER_ID)
          .text(Field.CUSTOMER_USER_ID, RaglanAttributes.CUSTOMER_USER_ID)
          .text(Field.EXTERNAL_REFERENCE_ID, RaglanAttributes.REFERENCE_ID)
          .text(Field.ENVIRONMENT, RaglanAttributes.ENVIRONMENT)
          .text(Field.PROMPT_SLUG, RaglanAttributes.PROMPT_SLUG)
          .text(Field.PROMPT_VERSION, RaglanAttributes.PROMPT_VERSION)
          .text(Field.RELEASE, RaglanAttributes.RELEASE)
          .text(Field.VERSION, RaglanAttributes.VERSION)
          .text(Field.GROUP_ID, RaglanAttributes.GROUP_ID)
          .text(Field.APPLICATION_VARIANT_ID, RaglanAttributes.APPLICATION_VARIANT_ID)
          .text(Field.APPLICATION_INTERACTION_ID, RaglanAttributes.APPLICATION_INTERACTION_ID)
          .text(Field.TOPIC, RaglanAttributes.TOPIC)
          .text(Field.USER_QUERY, RaglanAttributes.USER_QUERY)
          .text(Field.CONTEXT, RaglanAttributes.CONTEXT)
          .text(Field.EXPECTED_RESPONSE, RaglanAttributes.EXPECTED_RESPONSE)
          .text(Field.FUNCTIONS, RaglanAttributes.FUNCTIONS)
          .text(Field.FUNCTION_CALL_RESPONSE, RaglanAttributes.FUNCTION_CALL_RESPONSE)
          .text(Field.TOOL_CHOICE, RaglanAttributes.TOOL_CHOICE)
          .text(Field.TOOL_CALLS, RaglanAttributes.TOOL_CALLS)
          .text(Field.ERROR, RaglanAttributes.ERROR_MESSAGE)
          .text(Field.EVENT_METADATA, RaglanAttributes.EVENT_METADATA)
          .text(Field.CUSTOM_ATTRIBUTES, RaglanAttributes.CUSTOM_ATTRIBUTES)
          .integer(Field.RESPONSE_TIME, RaglanAttributes.RESPONSE_TIME)
          .integer(Field.STATUS_CODE, RaglanAttributes.STATUS_CODE);

  private final boolean writesEvents;

  /**
   * @param writesEvents false if another dialect writes the input and output of an event's span,
   *     which are the event's
   */
  RaglanDialect(boolean writesEvents) {
    this.writesEvents = writesEvents;
  }

  @Override
  public String name() {
    return Dialects.OWN;
  }

  @Override
  public boolean owns(String key) {
    return key.startsWith("raglan.");
  }

  /** The texts that a model is given may stand in its input; an event's are those of its span. */
  @Override
  public boolean repeats(String key, Attributes attributes) {
    return switch (key) {
      case "raglan.context" -> isInInput(attributes.get(RaglanAttributes.CONTEXT), attributes);
      case "raglan.documents" -> isInInput(attributes.get(RaglanAttributes.DOCUMENTS), attributes);
      case "raglan.event.input" -> hasInput(attributes);
      case "raglan.event.output" ->
          attributes.get(OpenInference.OUTPUT_VALUE) != null
              || attributes.get(Langfuse.OBSERVATION_OUTPUT) != null;
      default -> false;
    };
  }

  /** Returns true if all that the text or JSON says stands in an input of the span. */
  private static boolean isInInput(@Nullable String said, Attributes attributes) {
    return said != null
        && (isIn(attributes.get(OpenInference.INPUT_VALUE), said)
            || isIn(attributes.get(Langfuse.OBSERVATION_INPUT), said)
            || isIn(attributes.get(GenAi.INPUT_MESSAGES), said));
  }

  /**
   * Compares the parts that are the same in JSON, in JSON within a string and as plain text: those
   * that are as long as a sentence, since a context of documents has names, ids and scores, too.
   */
  private static boolean isIn(@Nullable String input, String said) {
    if (input == null) {
      return false;
    }
    List<String> parts = BETWEEN_ESCAPES.splitAsStream(said).toList();
    List<String> texts = parts.stream().filter(part -> part.length() >= SENTENCE).toList();
    return (texts.isEmpty() ? parts : texts).stream().allMatch(input::contains);
  }

  private static boolean hasInput(Attributes attributes) {
    return attributes.get(OpenInference.INPUT_VALUE) != null
        || attributes.get(Langfuse.OBSERVATION_INPUT) != null;
  }

  @Override
  public void renderSpan(SpanDescription description, AttributeSink sink) {
    sink.put(RaglanAttributes.SPAN_TYPE, typeOf(description));
    if (description.event() != null) {
      sink.put(RaglanAttributes.EVENT_TYPE, description.event().id());
    }
    sink.putIfPresent(RaglanAttributes.EVENT_NAME, description.eventName());
    if (!description.tags().isEmpty()) {
      sink.put(RaglanAttributes.TAGS, description.tags());
    }
    SpanDescription.GenerationDescription generation = description.generation();
    if (generation != null) {
      sink.putIfPresent(RaglanAttributes.PROMPT_SLUG, generation.promptSlug());
    }
  }

  private static String typeOf(SpanDescription description) {
    String custom = description.customType();
    return custom != null ? custom : description.type().id();
  }

  @Override
  public void render(RenderedCall call, AttributeSink sink) {
    if (call.hasBindings()) {
      FIELDS.write(call, sink);
      sink.putIfNotEmpty(RaglanAttributes.TAGS, call.boundTags());
      ModelOptions options = call.options();
      if (options != null && call.text(Field.MODEL_OPTIONS) != null) {
        sink.put(RaglanAttributes.MODEL_OPTIONS, options.json());
      }
      renderUnreadDocuments(call, sink);
    }
    if (writesEvents && call.description().event() != null) {
      put(RaglanAttributes.EVENT_INPUT, call.input(), sink);
      put(RaglanAttributes.EVENT_OUTPUT, InputOutput.output(call), sink);
    }
    StreamSummary stream = call.stream();
    if (stream != null) {
      sink.put(RaglanAttributes.STREAM_CHUNKS, stream.chunks());
    }
    if (call.hasBindings() || call.callsModel()) {
      renderUsage(call.usage(), sink);
      renderCost(call.cost(), sink);
      Embeddings embeddings = call.readFromOutput().embeddings();
      if (embeddings != null) {
        sink.put(RaglanAttributes.EMBEDDINGS_COUNT, (long) embeddings.count());
      }
    }
  }

  private static void put(AttributeKey<String> key, @Nullable Content content, AttributeSink sink) {
    if (content != null) {
      sink.put(key, content.value());
    }
  }

  private static void renderUnreadDocuments(RenderedCall call, AttributeSink sink) {
    if (call.readFromInput().documents().isEmpty() && call.readFromOutput().documents().isEmpty()) {
      sink.putIfPresent(RaglanAttributes.DOCUMENTS, call.text(Field.DOCUMENTS));
    }
  }

  private static void renderUsage(@Nullable Usage usage, AttributeSink sink) {
    if (usage != null) {
      sink.putIfPresent(RaglanAttributes.USAGE_TOTAL_TOKENS, usage.totalTokens());
      if (usage.estimated()) {
        sink.put(RaglanAttributes.USAGE_ESTIMATED, true);
      }
    }
  }

  private static void renderCost(@Nullable Cost cost, AttributeSink sink) {
    if (cost != null) {
      sink.putIfPresent(RaglanAttributes.COST_PROMPT, cost.prompt());
      sink.putIfPresent(RaglanAttributes.COST_COMPLETION, cost.completion());
      sink.put(RaglanAttributes.COST_TOTAL, cost.total());
      if (cost.estimated()) {
        sink.put(RaglanAttributes.COST_ESTIMATED, true);
      }
    }
  }
}
