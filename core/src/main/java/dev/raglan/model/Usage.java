package dev.raglan.model;

import org.jspecify.annotations.Nullable;

/**
 * The tokens that a call of a model took. A count that is not known is null.
 *
 * @param inputTokens tokens in the input, cached ones included
 * @param outputTokens tokens in the output, reasoning included
 * @param totalTokens tokens in both; where it is not known it is their sum
 * @param cacheReadTokens input tokens read from the provider's cache
 * @param cacheWriteTokens input tokens written to the provider's cache
 * @param reasoningTokens output tokens that were spent on reasoning
 * @param estimated whether the counts are estimates of Raglan's rather than the provider's
 */
public record Usage(
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long totalTokens,
    @Nullable Long cacheReadTokens,
    @Nullable Long cacheWriteTokens,
    @Nullable Long reasoningTokens,
    boolean estimated) {

  /** Completes the total. */
  public Usage {
    if (totalTokens == null && (inputTokens != null || outputTokens != null)) {
      totalTokens = orZero(inputTokens) + orZero(outputTokens);
    }
  }

  /** Counts of input and output as a provider reports them; null for what it does not. */
  public static Usage of(@Nullable Long inputTokens, @Nullable Long outputTokens) {
    return new Usage(inputTokens, outputTokens, null, null, null, null, false);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
