package dev.raglan.render;

import dev.raglan.annotation.Field;
import dev.raglan.capture.Step;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.OpenInference;
import io.opentelemetry.api.common.AttributeKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The OpenInference conventions. */
final class OpenInferenceDialect implements Dialect {

  private static final FieldKeys FIELDS =
      new FieldKeys()
          .text(Field.SESSION_ID, OpenInference.SESSION_ID)
          .text(Field.CUSTOMER_USER_ID, OpenInference.USER_ID)
          .text(Field.CUSTOM_ATTRIBUTES, OpenInference.METADATA)
          .text(Field.PROVIDER, OpenInference.LLM_PROVIDER)
          .text(Field.MODEL, OpenInference.LLM_MODEL_NAME)
          .text(Field.RESPONSE_MODEL, OpenInference.LLM_MODEL_NAME)
          .text(Field.MODEL_OPTIONS, OpenInference.LLM_INVOCATION_PARAMETERS)
          .text(Field.FINISH_REASON, OpenInference.LLM_FINISH_REASON)
          .integer(Field.PROMPT_TOKENS, OpenInference.LLM_TOKEN_COUNT_PROMPT)
          .integer(Field.COMPLETION_TOKENS, OpenInference.LLM_TOKEN_COUNT_COMPLETION)
          .decimal(Field.COST, OpenInference.LLM_COST_TOTAL)
          .text(Field.EMBEDDING_MODEL, OpenInference.EMBEDDING_MODEL_NAME)
          .text(Field.RERANKING_MODEL, OpenInference.RERANKER_MODEL_NAME)
          .text(Field.TOOL_NAME, OpenInference.TOOL_NAME)
          .text(Field.TOOL_ARGUMENTS, OpenInference.TOOL_PARAMETERS);

  @Override
  public String name() {
    return "openinference";
  }

  @Override
  public void renderStep(Step step, AttributeSink sink) {
    sink.put(OpenInference.SPAN_KIND, kindOf(step.type()));
    if (!step.tags().isEmpty()) {
      sink.put(OpenInference.TAGS, step.tags());
    }
    Step.GenerationStep generation = step.generation();
    if (generation != null) {
      putIfKnown(OpenInference.LLM_PROVIDER, generation.provider(), sink);
      putIfKnown(OpenInference.LLM_SYSTEM, generation.provider(), sink);
      putIfKnown(OpenInference.LLM_MODEL_NAME, generation.model(), sink);
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

  private static void putIfKnown(
      AttributeKey<String> key, @Nullable String value, AttributeSink sink) {
    if (value != null) {
      sink.put(key, value);
    }
  }

  @Override
  public void render(Rendering rendering, AttributeSink sink) {
    putContent(rendering.input(), OpenInference.INPUT_VALUE, OpenInference.INPUT_MIME_TYPE, sink);
    putContent(
        rendering.output(), OpenInference.OUTPUT_VALUE, OpenInference.OUTPUT_MIME_TYPE, sink);
    if (!rendering.hasBindings()) {
      return;
    }
    FIELDS.write(rendering, sink);
    putTags(rendering, sink);
    putIfPresent(OpenInference.LLM_TOKEN_COUNT_TOTAL, totalTokens(rendering), sink);
    if (rendering.step().type() == SpanType.RERANKER) {
      putIfPresent(OpenInference.RERANKER_QUERY, rendering.text(Field.QUERY), sink);
      putIfPresent(OpenInference.RERANKER_TOP_K, rendering.integer(Field.TOP_K), sink);
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

  private static void putTags(Rendering rendering, AttributeSink sink) {
    List<String> bound = rendering.texts(Field.TAGS);
    if (!bound.isEmpty()) {
      Set<String> all = new LinkedHashSet<>(rendering.step().tags());
      all.addAll(bound);
      sink.put(OpenInference.TAGS, List.copyOf(all));
    }
  }

  /** The total as bound, else the sum of the parts where either is known. */
  private static @Nullable Long totalTokens(Rendering rendering) {
    Long total = rendering.integer(Field.TOTAL_TOKENS);
    Long prompt = rendering.integer(Field.PROMPT_TOKENS);
    Long completion = rendering.integer(Field.COMPLETION_TOKENS);
    if (total != null || (prompt == null && completion == null)) {
      return total;
    }
    return (prompt == null ? 0 : prompt) + (completion == null ? 0 : completion);
  }

  private static <T> void putIfPresent(AttributeKey<T> key, @Nullable T value, AttributeSink sink) {
    if (value != null) {
      sink.put(key, value);
    }
  }
}
