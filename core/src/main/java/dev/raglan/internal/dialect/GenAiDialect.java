package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.Embeddings;
import dev.raglan.model.SpanType;
import dev.raglan.model.Usage;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.GenAiOptions;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.ModelOptions;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.ResponseInfo;
import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.StreamSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's semantic conventions for generative AI. */
final class GenAiDialect implements Dialect {

  private static final FieldKeys FIELDS =
      new FieldKeys()
          .text(Field.MODEL, GenAi.REQUEST_MODEL)
          .text(Field.DATA_SOURCE_ID, GenAi.DATA_SOURCE_ID)
          .text(Field.TOOL_NAME, GenAi.TOOL_NAME)
          .text(Field.TOOL_DESCRIPTION, GenAi.TOOL_DESCRIPTION)
          .text(Field.TOOL_CALL_ID, GenAi.TOOL_CALL_ID)
          .text(Field.AGENT_NAME, GenAi.AGENT_NAME)
          .text(Field.AGENT_ID, GenAi.AGENT_ID)
          .text(Field.AGENT_DESCRIPTION, GenAi.AGENT_DESCRIPTION)
          .text(Field.AGENT_VERSION, GenAi.AGENT_VERSION)
          .text(Field.PROMPT_SLUG, GenAi.PROMPT_NAME)
          .text(Field.SERVER_ADDRESS, GenAi.SERVER_ADDRESS)
          .integer(Field.SERVER_PORT, GenAi.SERVER_PORT)
          .text(Field.EMBEDDING_MODEL, GenAi.REQUEST_MODEL)
          .text(Field.RERANKING_MODEL, GenAi.REQUEST_MODEL)
          .integer(Field.EMBEDDING_DIMENSIONS, GenAi.EMBEDDINGS_DIMENSION_COUNT);

  @Override
  public String name() {
    return "gen-ai";
  }

  @Override
  public boolean owns(String key) {
    return key.startsWith("gen_ai.");
  }

  @Override
  public void renderSpan(SpanDescription description, AttributeSink sink) {
    sink.putIfPresent(GenAi.OPERATION_NAME, operationOf(description));
    SpanDescription.GenerationDescription generation = description.generation();
    if (generation != null) {
      sink.putIfPresent(GenAi.PROVIDER_NAME, providerOf(generation.provider()));
      sink.putIfPresent(GenAi.REQUEST_MODEL, generation.model());
      sink.putIfPresent(GenAi.PROMPT_NAME, generation.promptSlug());
    }
    switch (description.type()) {
      case TOOL -> {
        sink.put(GenAi.TOOL_NAME, description.name());
        sink.put(GenAi.TOOL_TYPE, "function");
      }
      case AGENT -> sink.put(GenAi.AGENT_NAME, description.name());
      case CHAIN -> sink.put(GenAi.WORKFLOW_NAME, description.name());
      default -> {}
    }
  }

  /** The conventions have no word for the last three and let others be used. */
  private static @Nullable String operationOf(SpanDescription description) {
    return switch (description.type()) {
      case GENERATION ->
          description.generation() == null ? "chat" : description.generation().operation().id();
      case EMBEDDING -> "embeddings";
      case RETRIEVER -> "retrieval";
      case TOOL -> "execute_tool";
      case AGENT -> "invoke_agent";
      case CHAIN -> "invoke_workflow";
      case RERANKER -> "rerank";
      case GUARDRAIL -> "guardrail";
      case EVALUATOR -> "evaluate";
      case SPAN, PROMPT, CUSTOM -> null;
    };
  }

  private static @Nullable String providerOf(@Nullable String name) {
    return name == null ? null : ProviderName.of(name).genAi();
  }

  @Override
  public void render(RenderedCall call, AttributeSink sink) {
    if (call.hasBindings()) {
      FIELDS.write(call, sink);
      // Elsewhere than beside an operation the key makes no sense.
      if (operationOf(call.description()) != null) {
        sink.putIfPresent(GenAi.CONVERSATION_ID, call.text(Field.SESSION_ID));
      }
      sink.putIfPresent(GenAi.PROVIDER_NAME, providerOf(call.text(Field.PROVIDER)));
      ModelOptions options = call.options();
      if (options != null) {
        GenAiRequest.write(options, sink);
      }
    }
    renderStream(call, sink);
    if (call.hasBindings() || call.callsModel()) {
      renderAnswer(call, sink);
    }
    GenAiContents.write(call, sink);
  }

  private static void renderStream(RenderedCall call, AttributeSink sink) {
    StreamSummary stream = call.stream();
    if (stream == null) {
      return;
    }
    if (call.description().type() == SpanType.GENERATION) {
      sink.put(GenAiOptions.STREAM, true);
    }
    if (stream.secondsToFirst() >= 0) {
      sink.put(GenAi.RESPONSE_TIME_TO_FIRST_CHUNK, stream.secondsToFirst());
    }
  }

  private static void renderAnswer(RenderedCall call, AttributeSink sink) {
    ResponseInfo answer = call.response();
    sink.putIfPresent(GenAi.RESPONSE_ID, answer.id());
    sink.putIfPresent(GenAi.RESPONSE_MODEL, answer.model());
    List<String> reasons = new ArrayList<>(answer.finishReasons());
    reasons.removeIf(String::isEmpty);
    if (!reasons.isEmpty()) {
      sink.put(GenAi.RESPONSE_FINISH_REASONS, reasons);
    }
    Usage usage = call.usage();
    if (usage != null) {
      renderUsage(usage, sink);
    }
    Embeddings embeddings = call.readFromOutput().embeddings();
    if (embeddings != null
        && embeddings.dimensions() != null
        && call.integer(Field.EMBEDDING_DIMENSIONS) == null) {
      sink.put(GenAi.EMBEDDINGS_DIMENSION_COUNT, embeddings.dimensions().longValue());
    }
  }

  private static void renderUsage(Usage usage, AttributeSink sink) {
    sink.putIfPresent(GenAi.USAGE_INPUT_TOKENS, usage.inputTokens());
    sink.putIfPresent(GenAi.USAGE_OUTPUT_TOKENS, usage.outputTokens());
    sink.putIfPresent(GenAi.USAGE_CACHE_READ_INPUT_TOKENS, usage.cacheReadTokens());
    sink.putIfPresent(GenAi.USAGE_CACHE_CREATION_INPUT_TOKENS, usage.cacheWriteTokens());
    sink.putIfPresent(GenAi.USAGE_REASONING_OUTPUT_TOKENS, usage.reasoningTokens());
  }
}
