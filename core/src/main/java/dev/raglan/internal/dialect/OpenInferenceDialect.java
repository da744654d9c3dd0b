package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.Cost;
import dev.raglan.model.SpanType;
import dev.raglan.model.Usage;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.OpenInferenceDocument;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.ModelOptions;
import dev.raglan.spi.NumberedSink;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
          .text(Field.PROMPT_VERSION, OpenInference.LLM_PROMPT_TEMPLATE_VERSION)
          .text(Field.AGENT_NAME, OpenInference.AGENT_NAME)
          .text(Field.TOOL_NAME, OpenInference.TOOL_NAME)
          .text(Field.TOOL_DESCRIPTION, OpenInference.TOOL_DESCRIPTION)
          .text(Field.TOOL_CALL_ID, OpenInference.TOOL_CALL_ID);

  private static final Set<String> KEYS =
      Stream.of(
              OpenInference.SPAN_KIND,
              OpenInference.INPUT_VALUE,
              OpenInference.INPUT_MIME_TYPE,
              OpenInference.OUTPUT_VALUE,
              OpenInference.OUTPUT_MIME_TYPE,
              OpenInference.METADATA,
              OpenInference.TAGS,
              OpenInference.PROMPT_ID,
              OpenInference.AGENT_NAME,
              OpenInference.TOOL_NAME,
              OpenInference.TOOL_DESCRIPTION,
              OpenInference.TOOL_CALL_ID,
              OpenInference.TOOL_PARAMETERS,
              OpenInference.EMBEDDING_MODEL_NAME,
              OpenInference.RERANKER_MODEL_NAME,
              OpenInference.RERANKER_QUERY,
              OpenInference.RERANKER_TOP_K)
          .map(AttributeKey::getKey)
          .collect(Collectors.toUnmodifiableSet());

  private static final List<String> PREFIXES =
      List.of(
          "llm.",
          "embedding.embeddings.",
          OpenInferenceDocument.RETRIEVED + ".",
          OpenInferenceDocument.RERANKER_INPUT + ".",
          OpenInferenceDocument.RERANKER_OUTPUT + ".");

  @Override
  public String name() {
    return "openinference";
  }

  @Override
  public void renderSpan(SpanDescription description, AttributeSink sink) {
    sink.put(OpenInference.SPAN_KIND, kindOf(description.type()));
    if (!description.tags().isEmpty()) {
      sink.put(OpenInference.TAGS, description.tags());
    }
    SpanDescription.GenerationDescription generation = description.generation();
    if (generation != null) {
      putProvider(generation.provider(), sink);
      sink.putIfPresent(modelKey(description.type()), generation.model());
      sink.putIfPresent(OpenInference.PROMPT_ID, generation.promptSlug());
    }
    if (description.type() == SpanType.TOOL) {
      sink.put(OpenInference.TOOL_NAME, description.name());
    } else if (description.type() == SpanType.AGENT) {
      sink.put(OpenInference.AGENT_NAME, description.name());
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
  public void render(RenderedCall call, AttributeSink sink) {
    putContent(
        InputOutput.input(call), OpenInference.INPUT_VALUE, OpenInference.INPUT_MIME_TYPE, sink);
    putContent(
        InputOutput.output(call), OpenInference.OUTPUT_VALUE, OpenInference.OUTPUT_MIME_TYPE, sink);
    SpanType type = call.description().type();
    if (call.hasBindings()) {
      FIELDS.write(call, sink);
      putProvider(call.text(Field.PROVIDER), sink);
      sink.putIfPresent(modelKey(type), call.text(Field.MODEL));
      sink.putIfNotEmpty(OpenInference.TAGS, call.boundTags());
    }
    if (call.hasBindings() || call.callsModel()) {
      sink.putIfPresent(modelKey(type), call.response().model());
      renderFacts(call, sink);
    }
    switch (type) {
      case TOOL -> putParameters(call, sink);
      case PROMPT -> putTemplate(call, sink);
      case RERANKER -> putReranking(call, sink);
      default -> {}
    }
  }

  private static void renderFacts(RenderedCall call, AttributeSink sink) {
    ModelOptions options = call.options();
    if (options != null && call.description().type() == SpanType.GENERATION) {
      sink.put(OpenInference.LLM_INVOCATION_PARAMETERS, options.json());
    }
    List<String> reasons = call.response().finishReasons();
    if (!reasons.isEmpty()) {
      sink.put(OpenInference.LLM_FINISH_REASON, reasons.get(0));
    }
    Usage usage = call.usage();
    if (usage != null) {
      writeUsage(usage, sink);
    }
    Cost cost = call.cost();
    if (cost != null) {
      sink.putIfPresent(OpenInference.LLM_COST_PROMPT, cost.prompt());
      sink.putIfPresent(OpenInference.LLM_COST_COMPLETION, cost.completion());
      sink.put(OpenInference.LLM_COST_TOTAL, cost.total());
    }
  }

  private static void writeUsage(Usage usage, AttributeSink sink) {
    sink.putIfPresent(OpenInference.LLM_TOKEN_COUNT_PROMPT, usage.inputTokens());
    sink.putIfPresent(OpenInference.LLM_TOKEN_COUNT_COMPLETION, usage.outputTokens());
    sink.putIfPresent(OpenInference.LLM_TOKEN_COUNT_TOTAL, usage.totalTokens());
    sink.putIfPresent(OpenInference.LLM_TOKEN_COUNT_PROMPT_CACHE_READ, usage.cacheReadTokens());
    sink.putIfPresent(OpenInference.LLM_TOKEN_COUNT_PROMPT_CACHE_WRITE, usage.cacheWriteTokens());
    sink.putIfPresent(OpenInference.LLM_TOKEN_COUNT_COMPLETION_REASONING, usage.reasoningTokens());
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

  private static void putParameters(RenderedCall call, AttributeSink sink) {
    Content arguments = InputOutput.toolArguments(call);
    if (arguments != null) {
      sink.put(OpenInference.TOOL_PARAMETERS, arguments.value());
    }
  }

  /** Variables without a template are the input, and nothing shows them. */
  private static void putTemplate(RenderedCall call, AttributeSink sink) {
    String template = call.text(Field.PROMPT);
    if (template != null) {
      sink.put(OpenInference.LLM_PROMPT_TEMPLATE, template);
      sink.putIfPresent(OpenInference.LLM_PROMPT_TEMPLATE_VARIABLES, object(call));
    }
  }

  private static @Nullable String object(RenderedCall call) {
    Content input = call.input();
    boolean object = input != null && input.json() && input.value().startsWith("{");
    return input != null && object ? input.value() : null;
  }

  private static void putReranking(RenderedCall call, AttributeSink sink) {
    sink.putIfPresent(OpenInference.RERANKER_QUERY, call.text(Field.QUERY));
    sink.putIfPresent(OpenInference.RERANKER_TOP_K, call.integer(Field.TOP_K));
  }

  @Override
  public void renderNumbered(RenderedCall call, NumberedSink sink) {
    OpenInferenceLists.write(call, sink);
  }

  @Override
  public boolean owns(String key) {
    if (KEYS.contains(key)) {
      return true;
    }
    for (String prefix : PREFIXES) {
      if (key.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Viewers show documents from their lists, and variables of a prompt as its input. */
  @Override
  public boolean repeats(String key, Attributes attributes) {
    return switch (key) {
      case "output.value", "output.mime_type" ->
          has(OpenInferenceDocument.retrieved(0), attributes)
              || has(OpenInferenceDocument.rerankerOutput(0), attributes);
      case "input.value", "input.mime_type" ->
          has(OpenInferenceDocument.rerankerInput(0), attributes);
      case "llm.prompt_template.variables" ->
          Objects.equals(
              attributes.get(OpenInference.LLM_PROMPT_TEMPLATE_VARIABLES),
              attributes.get(OpenInference.INPUT_VALUE));
      default -> false;
    };
  }

  private static boolean has(OpenInferenceDocument document, Attributes attributes) {
    return attributes.get(document.content()) != null;
  }
}
