package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.internal.render.FieldKeys;
import dev.raglan.internal.render.InputOutput;
import dev.raglan.internal.render.NumberedSink;
import dev.raglan.internal.render.ProviderName;
import dev.raglan.internal.render.Rendering;
import dev.raglan.internal.render.Tags;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.OpenInference;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/** The OpenInference conventions. */
final class OpenInferenceDialect implements Dialect {

  private static final FieldKeys FIELDS =
      new FieldKeys()
          .text(Field.SESSION_ID, OpenInference.SESSION_ID)
          .text(Field.CUSTOMER_USER_ID, OpenInference.USER_ID)
          .text(Field.CUSTOM_ATTRIBUTES, OpenInference.METADATA)
          .text(Field.PROMPT_SLUG, OpenInference.PROMPT_ID)
          .text(Field.EMBEDDING_MODEL, OpenInference.EMBEDDING_MODEL_NAME)
          .text(Field.RERANKING_MODEL, OpenInference.RERANKER_MODEL_NAME)
          .text(Field.TOOL_NAME, OpenInference.TOOL_NAME);

  @Override
  public String name() {
    return "openinference";
  }

  @Override
  public void renderStep(SpanDescription step, AttributeSink sink) {
    sink.put(OpenInference.SPAN_KIND, kindOf(step.type()));
    if (!step.tags().isEmpty()) {
      sink.put(OpenInference.TAGS, step.tags());
    }
    SpanDescription.GenerationStep generation = step.generation();
    if (generation != null) {
      putProvider(generation.provider(), sink);
      sink.putIfPresent(modelKey(step.type()), generation.model());
      sink.putIfPresent(OpenInference.PROMPT_ID, generation.promptSlug());
    }
    if (step.type() == SpanType.TOOL) {
      sink.put(OpenInference.TOOL_NAME, step.name());
    } else if (step.type() == SpanType.AGENT) {
      sink.put(OpenInference.AGENT_NAME, step.name());
    }
  }

  /** OpenInference has no word for a plain span; CHAIN is what its own SDKs use. */
  private static String kindOf(SpanType type) {
    return switch (type) {
      case GENERATION -> "LLM";
      case SPAN, CUSTOM, CHAIN -> "CHAIN";
      case AGENT, TOOL, RETRIEVER, RERANKER, EMBEDDING, GUARDRAIL, EVALUATOR, PROMPT -> type.name();
    };
  }

  private static AttributeKey<String> modelKey(SpanType type) {
    return switch (type) {
      case EMBEDDING -> OpenInference.EMBEDDING_MODEL_NAME;
      case RERANKER -> OpenInference.RERANKER_MODEL_NAME;
      default -> OpenInference.LLM_MODEL_NAME;
    };
  }

  private static void putProvider(@Nullable String name, AttributeSink sink) {
    if (name != null) {
      ProviderName provider = ProviderName.of(name);
      sink.put(OpenInference.LLM_PROVIDER, provider.provider());
      sink.put(OpenInference.LLM_SYSTEM, provider.system());
    }
  }

  @Override
  public void render(Rendering rendering, AttributeSink sink) {
    putContent(
        InputOutput.input(rendering),
        OpenInference.INPUT_VALUE,
        OpenInference.INPUT_MIME_TYPE,
        sink);
    putContent(
        InputOutput.output(rendering),
        OpenInference.OUTPUT_VALUE,
        OpenInference.OUTPUT_MIME_TYPE,
        sink);
    SpanType type = rendering.step().type();
    if (rendering.hasBindings()) {
      FIELDS.write(rendering, sink);
      putProvider(rendering.text(Field.PROVIDER), sink);
      sink.putIfPresent(modelKey(type), rendering.text(Field.MODEL));
      sink.putIfPresent(OpenInference.TAGS, Tags.bound(rendering));
    }
    if (rendering.hasBindings() || rendering.callsModel()) {
      sink.putIfPresent(modelKey(type), rendering.answer().model());
      OpenInferenceFacts.write(rendering, sink);
    }
    switch (type) {
      case TOOL -> putParameters(rendering, sink);
      case PROMPT -> putTemplate(rendering, sink);
      case RERANKER -> putReranking(rendering, sink);
      default -> {}
    }
  }

  private static void putContent(
      @Nullable Content content,
      AttributeKey<String> valueKey,
      AttributeKey<String> mimeTypeKey,
      AttributeSink sink) {
    if (content != null) {
      sink.put(valueKey, content.value());
      sink.put(mimeTypeKey, content.mimeType());
    }
  }

  /** The parameters are an object by their names: arguments that are none are the input alone. */
  private static void putParameters(Rendering rendering, AttributeSink sink) {
    String bound = rendering.text(Field.TOOL_ARGUMENTS);
    sink.putIfPresent(OpenInference.TOOL_PARAMETERS, bound == null ? object(rendering) : bound);
  }

  private static void putTemplate(Rendering rendering, AttributeSink sink) {
    sink.putIfPresent(OpenInference.LLM_PROMPT_TEMPLATE, rendering.text(Field.PROMPT));
    sink.putIfPresent(OpenInference.LLM_PROMPT_TEMPLATE_VARIABLES, object(rendering));
  }

  private static @Nullable String object(Rendering rendering) {
    Content input = rendering.input();
    boolean object = input != null && input.json() && input.value().startsWith("{");
    return input != null && object ? input.value() : null;
  }

  private static void putReranking(Rendering rendering, AttributeSink sink) {
    sink.putIfPresent(OpenInference.RERANKER_QUERY, rendering.text(Field.QUERY));
    sink.putIfPresent(OpenInference.RERANKER_TOP_K, rendering.integer(Field.TOP_K));
  }

  @Override
  public void renderNumbered(Rendering rendering, NumberedSink sink) {
    OpenInferenceLists.write(rendering, sink);
  }
}
