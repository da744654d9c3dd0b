package dev.raglan.internal.dialect;

import dev.raglan.model.Cost;
import dev.raglan.model.SpanType;
import dev.raglan.model.Usage;
import dev.raglan.semconv.OpenInference;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.ModelOptions;
import dev.raglan.spi.RenderedCall;

/** Writes what a call of a model took and how it went in the OpenInference conventions. */
final class OpenInferenceFacts {

  private OpenInferenceFacts() {}

  static void write(RenderedCall call, AttributeSink sink) {
    ModelOptions options = call.options();
    if (options != null && call.description().type() == SpanType.GENERATION) {
      sink.put(OpenInference.LLM_INVOCATION_PARAMETERS, options.json());
    }
    call.response().finishReasons().stream()
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .ifPresent(reason -> sink.put(OpenInference.LLM_FINISH_REASON, reason));
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
}
