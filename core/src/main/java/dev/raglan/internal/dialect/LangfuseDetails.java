package dev.raglan.internal.dialect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.model.Cost;
import dev.raglan.model.Usage;
import org.jspecify.annotations.Nullable;

/** Usage and cost as the JSON objects that Langfuse reads. */
final class LangfuseDetails {

  private LangfuseDetails() {}

  /**
   * The tokens by kind; null if none are known. Langfuse prices each kind by itself, so tokens of
   * the cache are taken out of the input, and tokens of reasoning out of the output.
   */
  static @Nullable String usage(@Nullable Usage usage) {
    if (usage == null) {
      return null;
    }
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    long cached = orZero(usage.cacheReadTokens()) + orZero(usage.cacheWriteTokens());
    put(details, "input", less(usage.inputTokens(), cached));
    put(details, "input_cache_read", usage.cacheReadTokens());
    put(details, "input_cache_creation", usage.cacheWriteTokens());
    put(details, "output", less(usage.outputTokens(), orZero(usage.reasoningTokens())));
    put(details, "output_reasoning", usage.reasoningTokens());
    put(details, "total", usage.totalTokens());
    return details.isEmpty() ? null : details.toString();
  }

  /** The cost of input, output and both; null if it is not known. */
  static @Nullable String cost(@Nullable Cost cost) {
    if (cost == null) {
      return null;
    }
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    put(details, "input", cost.prompt());
    put(details, "output", cost.completion());
    return details.put("total", cost.total()).toString();
  }

  private static void put(ObjectNode details, String name, @Nullable Long count) {
    if (count != null) {
      details.put(name, count);
    }
  }

  private static void put(ObjectNode details, String name, @Nullable Double amount) {
    if (amount != null) {
      details.put(name, amount);
    }
  }

  private static @Nullable Long less(@Nullable Long count, long part) {
    return count == null ? null : (Long) Math.max(0, count - part);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
