package dev.raglan.internal.dialect;

import dev.raglan.model.Cost;
import dev.raglan.model.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Usage and cost as the JSON objects that Langfuse reads. */
final class LangfuseDetails {

  private LangfuseDetails() {}

  /**
   * Returns the tokens by kind. Langfuse prices each kind by itself, so tokens of the cache are
   * taken out of the input, and tokens of reasoning out of the output.
   *
   * @return empty if none are known
   */
  static Map<String, Object> usage(@Nullable Usage usage) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (usage != null) {
      long cached = orZero(usage.cacheReadTokens()) + orZero(usage.cacheWriteTokens());
      put(details, "input", less(usage.inputTokens(), cached));
      put(details, "input_cache_read", usage.cacheReadTokens());
      put(details, "input_cache_creation", usage.cacheWriteTokens());
      put(details, "output", less(usage.outputTokens(), orZero(usage.reasoningTokens())));
      put(details, "output_reasoning", usage.reasoningTokens());
      put(details, "total", usage.totalTokens());
    }
    return details;
  }

  /**
   * Returns the cost of input, output and both.
   *
   * @return empty if it is not known
   */
  static Map<String, Object> cost(@Nullable Cost cost) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (cost != null) {
      put(details, "input", cost.prompt());
      put(details, "output", cost.completion());
      put(details, "total", cost.total());
    }
    return details;
  }

  private static void put(Map<String, Object> details, String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }

  private static @Nullable Long less(@Nullable Long count, long part) {
    return count == null ? null : (Long) Math.max(0, count - part);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
