package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.StreamSummary;
import dev.raglan.internal.render.FieldKeys;
import dev.raglan.internal.render.ModelOptions;
import dev.raglan.internal.render.Rendering;
import dev.raglan.internal.render.Tags;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.Langfuse;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.SpanDescription;

/**
 * Langfuse's own attributes, which its OpenTelemetry ingestion prefers to those of the conventions.
 *
 * <p>Of a trace Langfuse takes name, input and output from the root span where nothing else is
 * said. The level follows the span's status.
 */
final class LangfuseDialect implements Dialect {

  private static final FieldKeys FIELDS =
      new FieldKeys()
          .text(Field.SESSION_ID, Langfuse.SESSION_ID)
          .text(Field.CUSTOMER_USER_ID, Langfuse.USER_ID)
          .text(Field.ENVIRONMENT, Langfuse.ENVIRONMENT)
          .text(Field.CUSTOM_ATTRIBUTES, Langfuse.OBSERVATION_METADATA)
          .text(Field.PROMPT_SLUG, Langfuse.OBSERVATION_PROMPT_NAME)
          .text(Field.MODEL, Langfuse.OBSERVATION_MODEL)
          .text(Field.EMBEDDING_MODEL, Langfuse.OBSERVATION_MODEL)
          .text(Field.RERANKING_MODEL, Langfuse.OBSERVATION_MODEL)
          .text(Field.ERROR, Langfuse.OBSERVATION_STATUS_MESSAGE);

  @Override
  public String name() {
    return "langfuse";
  }

  @Override
  public void renderStep(SpanDescription step, AttributeSink sink) {
    sink.put(Langfuse.OBSERVATION_TYPE, typeOf(step.type()));
    if (!step.tags().isEmpty()) {
      sink.put(Langfuse.TRACE_TAGS, step.tags());
    }
    SpanDescription.GenerationStep generation = step.generation();
    if (generation != null) {
      sink.putIfPresent(Langfuse.OBSERVATION_MODEL, generation.model());
      sink.putIfPresent(Langfuse.OBSERVATION_PROMPT_NAME, generation.promptSlug());
    }
  }

  /** What Langfuse has no word for is a span. */
  private static String typeOf(SpanType type) {
    return switch (type) {
      case SPAN, RERANKER, PROMPT, CUSTOM -> "span";
      case GENERATION, CHAIN, AGENT, TOOL, RETRIEVER, EMBEDDING, GUARDRAIL, EVALUATOR -> type.id();
    };
  }

  @Override
  public void render(Rendering rendering, AttributeSink sink) {
    LangfuseContents.write(rendering, sink);
    if (rendering.hasBindings()) {
      FIELDS.write(rendering, sink);
      sink.putIfPresent(Langfuse.TRACE_TAGS, Tags.bound(rendering));
      if (rendering.text(Field.ERROR) != null) {
        sink.put(Langfuse.OBSERVATION_LEVEL, "ERROR");
      }
    }
    if (rendering.hasBindings() || rendering.callsModel()) {
      renderFacts(rendering, sink);
    }
    StreamSummary stream = rendering.stream();
    if (stream != null && stream.secondsToFirst() >= 0) {
      sink.put(Langfuse.MILLISECONDS_TO_FIRST_CHUNK, stream.secondsToFirst() * 1000);
    }
  }

  private static void renderFacts(Rendering rendering, AttributeSink sink) {
    sink.putIfPresent(Langfuse.OBSERVATION_MODEL, rendering.answer().model());
    ModelOptions options = rendering.options();
    if (options != null) {
      sink.put(Langfuse.OBSERVATION_MODEL_PARAMETERS, options.text());
    }
    sink.putIfPresent(Langfuse.OBSERVATION_USAGE_DETAILS, LangfuseDetails.usage(rendering.usage()));
    sink.putIfPresent(Langfuse.OBSERVATION_COST_DETAILS, LangfuseDetails.cost(rendering.cost()));
  }
}
