package dev.raglan.model;

import org.jspecify.annotations.Nullable;

/**
 * The tokens that a call of a model took. A count that is not known is null, and so is one that is
 * negative or above {@link #MOST}.
 *
 * @param inputTokens tokens in the input, cached ones included
 * @param outputTokens tokens in the output, reasoning included
 * @param totalTokens tokens in both; where it is not known it is their sum
 * @param cacheReadTokens input tokens read from the provider's cache
 * @param cacheWriteTokens input tokens written to the provider's cache
 * @param reasoningTokens output tokens that were spent on reasoning
 * @param estimated whether the counts are estimates of Raglan's rather than the provider's
 * @param billing what else the provider charges by
 */
public record Usage(
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long totalTokens,
    @Nullable Long cacheReadTokens,
    @Nullable Long cacheWriteTokens,
    @Nullable Long reasoningTokens,
    boolean estimated,
    Billing billing) {

  /** The most tokens that a count is believed to have. */
  public static final long MOST = 1_000_000_000_000L;

  /** Leaves out counts that cannot be, and completes the total. */
  public Usage {
    inputTokens = believed(inputTokens);
    outputTokens = believed(outputTokens);
    totalTokens = believed(totalTokens);
    cacheReadTokens = believed(cacheReadTokens);
    cacheWriteTokens = believed(cacheWriteTokens);
    reasoningTokens = believed(reasoningTokens);
    if (totalTokens == null && (inputTokens != null || outputTokens != null)) {
      totalTokens = orZero(inputTokens) + orZero(outputTokens);
    }
  }

  /** Counts of plain tokens. */
  public Usage(
      @Nullable Long inputTokens,
      @Nullable Long outputTokens,
      @Nullable Long totalTokens,
      @Nullable Long cacheReadTokens,
      @Nullable Long cacheWriteTokens,
      @Nullable Long reasoningTokens,
      boolean estimated) {
    this(
        inputTokens,
        outputTokens,
        totalTokens,
        cacheReadTokens,
        cacheWriteTokens,
        reasoningTokens,
        estimated,
        Billing.NONE);
  }

  /** Counts of input and output as a provider reports them; null for what it does not. */
  public static Usage of(@Nullable Long inputTokens, @Nullable Long outputTokens) {
    return new Usage(inputTokens, outputTokens, null, null, null, null, false);
  }

  /** Returns the same counts, billed in another way. */
  public Usage with(Billing other) {
    return new Usage(
        inputTokens,
        outputTokens,
        totalTokens,
        cacheReadTokens,
        cacheWriteTokens,
        reasoningTokens,
        estimated,
        other);
  }

  private static @Nullable Long believed(@Nullable Long count) {
    return count == null || count < 0 || count > MOST ? null : count;
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  /**
   * The quantities that a provider charges by beside the plain counts of tokens; null where one is
   * not known.
   *
   * @param statedCost the cost that the response itself states, in US dollars
   * @param serviceTier how the call was served, in the provider's word, such as {@code flex} or
   *     {@code batch}, or what of it has a price of its own, such as {@code file_search_call}; null
   *     for the standard tier
   * @param cacheWriteHourTokens input tokens written to a cache that keeps them for an hour; part
   *     of all that were written
   * @param inputAudioTokens input tokens that are audio; part of the input
   * @param cachedAudioTokens input tokens that are audio and were read from the cache
   * @param outputAudioTokens output tokens that are audio; part of the output
   * @param outputImageTokens output tokens that are images; part of the output
   * @param searches searches of the web that the provider made
   */
  public record Billing(
      @Nullable Double statedCost,
      @Nullable String serviceTier,
      @Nullable Long cacheWriteHourTokens,
      @Nullable Long inputAudioTokens,
      @Nullable Long cachedAudioTokens,
      @Nullable Long outputAudioTokens,
      @Nullable Long outputImageTokens,
      @Nullable Long searches) {

    /** Nothing but plain tokens of the standard tier. */
    public static final Billing NONE = new Billing(null, null, null, null, null, null, null, null);

    /** Leaves out a cost that is negative or no finite number. */
    public Billing {
      if (statedCost != null && !(statedCost >= 0 && Double.isFinite(statedCost))) {
        statedCost = null;
      }
    }

    /** Returns the same with searches of the web. */
    public Billing withSearches(long count) {
      return new Billing(
          statedCost,
          serviceTier,
          cacheWriteHourTokens,
          inputAudioTokens,
          cachedAudioTokens,
          outputAudioTokens,
          outputImageTokens,
          count);
    }

    /** Returns the same with a cost, in US dollars. */
    public Billing withCost(double cost) {
      return new Billing(
          cost,
          serviceTier,
          cacheWriteHourTokens,
          inputAudioTokens,
          cachedAudioTokens,
          outputAudioTokens,
          outputImageTokens,
          searches);
    }
  }
}
