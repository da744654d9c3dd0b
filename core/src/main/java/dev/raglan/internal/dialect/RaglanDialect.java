package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.StreamSummary;
import dev.raglan.internal.render.FieldKeys;
import dev.raglan.internal.render.ModelOptions;
import dev.raglan.internal.render.Rendering;
import dev.raglan.internal.render.Tags;
import dev.raglan.model.Cost;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Usage;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.SpanDescription;
import org.jspecify.annotations.Nullable;

/** What no other convention has a word for; always written. */
public final class RaglanDialect implements Dialect {

  private static final FieldKeys FIELDS =
      new FieldKeys()
          .text(Field.CUSTOMER_ID, RaglanAttributes.CUSTOMER_ID)
          .text(Field.CUSTOMER_USER_ID, RaglanAttributes.CUSTOMER_USER_ID)
          .text(Field.EXTERNAL_REFERENCE_ID, RaglanAttributes.REFERENCE_ID)
          .text(Field.ENVIRONMENT, RaglanAttributes.ENVIRONMENT)
          .text(Field.PROMPT_SLUG, RaglanAttributes.PROMPT_SLUG)
          .text(Field.TOPIC, RaglanAttributes.TOPIC)
          .text(Field.USER_QUERY, RaglanAttributes.USER_QUERY)
          .text(Field.CONTEXT, RaglanAttributes.CONTEXT)
          .text(Field.EXPECTED_RESPONSE, RaglanAttributes.EXPECTED_RESPONSE)
          .text(Field.FUNCTIONS, RaglanAttributes.FUNCTIONS)
          .text(Field.FUNCTION_CALL_RESPONSE, RaglanAttributes.FUNCTION_CALL_RESPONSE)
          .text(Field.TOOL_CHOICE, RaglanAttributes.TOOL_CHOICE)
          .text(Field.TOOL_CALLS, RaglanAttributes.TOOL_CALLS)
          .text(Field.ERROR, RaglanAttributes.ERROR_MESSAGE)
          .text(Field.CUSTOM_ATTRIBUTES, RaglanAttributes.CUSTOM_ATTRIBUTES)
          .integer(Field.RESPONSE_TIME, RaglanAttributes.RESPONSE_TIME)
          .integer(Field.STATUS_CODE, RaglanAttributes.STATUS_CODE);

  @Override
  public String name() {
    return "raglan";
  }

  @Override
  public void renderStep(SpanDescription step, AttributeSink sink) {
    sink.put(RaglanAttributes.SPAN_TYPE, typeOf(step));
    if (step.event() != null) {
      sink.put(RaglanAttributes.EVENT_TYPE, step.event().id());
    }
    sink.putIfPresent(RaglanAttributes.EVENT_NAME, step.eventName());
    if (!step.tags().isEmpty()) {
      sink.put(RaglanAttributes.TAGS, step.tags());
    }
    SpanDescription.GenerationStep generation = step.generation();
    if (generation != null) {
      sink.putIfPresent(RaglanAttributes.PROMPT_SLUG, generation.promptSlug());
    }
  }

  private static String typeOf(SpanDescription step) {
    String custom = step.customType();
    return custom != null ? custom : step.type().id();
  }

  @Override
  public void render(Rendering rendering, AttributeSink sink) {
    if (rendering.hasBindings()) {
      FIELDS.write(rendering, sink);
      sink.putIfPresent(RaglanAttributes.TAGS, Tags.bound(rendering));
      ModelOptions options = rendering.options();
      if (options != null && rendering.text(Field.MODEL_OPTIONS) != null) {
        sink.put(RaglanAttributes.MODEL_OPTIONS, options.text());
      }
      renderUnreadDocuments(rendering, sink);
    }
    StreamSummary stream = rendering.stream();
    if (stream != null) {
      sink.put(RaglanAttributes.STREAM_CHUNKS, stream.chunks());
    }
    if (rendering.hasBindings() || rendering.callsModel()) {
      renderUsage(rendering.usage(), sink);
      renderCost(rendering.cost(), sink);
      Embeddings embeddings = rendering.extracted().output().embeddings();
      if (embeddings != null) {
        sink.put(RaglanAttributes.EMBEDDINGS_COUNT, (long) embeddings.count());
      }
    }
  }

  private static void renderUnreadDocuments(Rendering rendering, AttributeSink sink) {
    if (rendering.extracted().input().documents().isEmpty()
        && rendering.extracted().output().documents().isEmpty()) {
      sink.putIfPresent(RaglanAttributes.DOCUMENTS, rendering.text(Field.DOCUMENTS));
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
