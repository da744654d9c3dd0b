package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.Langfuse;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.ModelOptions;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.StreamSummary;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Map;

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
          .integer(Field.PROMPT_VERSION, Langfuse.OBSERVATION_PROMPT_VERSION)
          .text(Field.RELEASE, Langfuse.RELEASE)
          .text(Field.VERSION, Langfuse.VERSION)
          .text(Field.MODEL, Langfuse.OBSERVATION_MODEL)
          .text(Field.EMBEDDING_MODEL, Langfuse.OBSERVATION_MODEL)
          .text(Field.RERANKING_MODEL, Langfuse.OBSERVATION_MODEL)
          .text(Field.ERROR, Langfuse.OBSERVATION_STATUS_MESSAGE);

  @Override
  public String name() {
    return "langfuse";
  }

  @Override
  public boolean owns(String key) {
    return key.startsWith("langfuse.") || key.equals(Langfuse.MILLISECONDS_TO_FIRST_CHUNK.getKey());
  }

  @Override
  public void renderSpan(SpanDescription description, AttributeSink sink) {
    sink.put(Langfuse.OBSERVATION_TYPE, typeOf(description.type()));
    if (!description.tags().isEmpty()) {
      sink.put(Langfuse.TRACE_TAGS, description.tags());
    }
    SpanDescription.GenerationDescription generation = description.generation();
    if (generation != null) {
      sink.putIfPresent(Langfuse.OBSERVATION_MODEL, generation.model());
      sink.putIfPresent(Langfuse.OBSERVATION_PROMPT_NAME, generation.promptSlug());
    }
  }

  /** Returns Langfuse's type; span for what it has no word for. */
  private static String typeOf(SpanType type) {
    return switch (type) {
      case SPAN, RERANKER, PROMPT, CUSTOM -> "span";
      case GENERATION, CHAIN, AGENT, TOOL, RETRIEVER, EMBEDDING, GUARDRAIL, EVALUATOR -> type.id();
    };
  }

  @Override
  public void render(RenderedCall call, AttributeSink sink) {
    writeContents(call, sink);
    if (call.hasBindings()) {
      FIELDS.write(call, sink);
      sink.putIfNotEmpty(Langfuse.TRACE_TAGS, call.boundTags());
      if (call.text(Field.ERROR) != null) {
        sink.put(Langfuse.OBSERVATION_LEVEL, "ERROR");
      }
    }
    if (call.hasBindings() || call.callsModel()) {
      renderFacts(call, sink);
    }
    StreamSummary stream = call.stream();
    if (stream != null && stream.secondsToFirst() >= 0) {
      sink.put(Langfuse.MILLISECONDS_TO_FIRST_CHUNK, stream.secondsToFirst() * 1000);
    }
  }

  private static void writeContents(RenderedCall call, AttributeSink sink) {
    Content input =
        call.description().type() == SpanType.GENERATION
            ? InputOutput.prompt(call)
            : InputOutput.input(call);
    Content output = InputOutput.output(call);
    sink.putIfPresent(Langfuse.OBSERVATION_INPUT, input == null ? null : input.value());
    sink.putIfPresent(Langfuse.OBSERVATION_OUTPUT, output == null ? null : output.value());
  }

  private static void renderFacts(RenderedCall call, AttributeSink sink) {
    sink.putIfPresent(Langfuse.OBSERVATION_MODEL, call.response().model());
    ModelOptions options = call.options();
    if (options != null) {
      sink.put(Langfuse.OBSERVATION_MODEL_PARAMETERS, options.json());
    }
    putDetails(Langfuse.OBSERVATION_USAGE_DETAILS, LangfuseDetails.usage(call.usage()), call, sink);
    putDetails(Langfuse.OBSERVATION_COST_DETAILS, LangfuseDetails.cost(call.cost()), call, sink);
  }

  private static void putDetails(
      AttributeKey<String> key,
      Map<String, Object> details,
      RenderedCall call,
      AttributeSink sink) {
    if (!details.isEmpty()) {
      sink.put(key, call.writer().json(details));
    }
  }
}
