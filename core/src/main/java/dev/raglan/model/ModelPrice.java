package dev.raglan.model;

import dev.raglan.model.Usage.Billing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The price of one model, per million tokens.
 *
 * @param input input tokens
 * @param cachedInput input tokens read from the provider's cache; null if they cost what others do
 * @param cacheWrite input tokens written to the provider's cache; null if they cost what others do
 * @param output output tokens; 0 for models that put out none, such as embedding models
 * @param special prices of what not every model takes
 */
public record ModelPrice(
    double input,
    @Nullable Double cachedInput,
    @Nullable Double cacheWrite,
    double output,
    Special special) {

  /** The highest price. */
  public static final double MOST = 1e12;

  private static final double PER = 1_000_000;

  /**
   * Prices of what not every model takes, per million tokens unless said. A call that took
   * something of which the price is null has no cost.
   *
   * @param cacheWriteHour input tokens written to a cache that keeps them for an hour
   * @param inputAudio input tokens that are audio
   * @param cachedAudio input tokens that are audio and were read from the cache
   * @param outputAudio output tokens that are audio
   * @param outputImage output tokens that are images
   * @param thousandSearches a thousand searches of the web
   * @param thousandRequests a thousand calls, beside their tokens; null for nothing
   * @param above prices of calls with a longer input, the shortest first
   */
  public record Special(
      @Nullable Double cacheWriteHour,
      @Nullable Double inputAudio,
      @Nullable Double cachedAudio,
      @Nullable Double outputAudio,
      @Nullable Double outputImage,
      @Nullable Double thousandSearches,
      @Nullable Double thousandRequests,
      List<Above> above) {

    /** No special prices. */
    public static final Special NONE =
        new Special(null, null, null, null, null, null, null, List.of());

    /**
     * Checks the prices.
     *
     * @throws IllegalArgumentException if one is negative or above {@link ModelPrice#MOST}
     */
    public Special {
      require("cacheWriteHour", cacheWriteHour);
      require("inputAudio", inputAudio);
      require("cachedAudio", cachedAudio);
      require("outputAudio", outputAudio);
      require("outputImage", outputImage);
      require("thousandSearches", thousandSearches);
      require("thousandRequests", thousandRequests);
      above = List.copyOf(above);
    }
  }

  /**
   * The price of calls with a longer input.
   *
   * @param tokens the input tokens that a call must have more than
   * @param price the price of all of its tokens
   */
  public record Above(long tokens, ModelPrice price) {}

  /**
   * Checks the prices.
   *
   * @throws IllegalArgumentException if one is negative or above {@link ModelPrice#MOST}
   */
  public ModelPrice {
    require("input", input);
    require("cachedInput", cachedInput);
    require("cacheWrite", cacheWrite);
    require("output", output);
  }

  /** Creates a price without special ones. */
  public ModelPrice(
      double input, @Nullable Double cachedInput, @Nullable Double cacheWrite, double output) {
    this(input, cachedInput, cacheWrite, output, Special.NONE);
  }

  /** Returns a price that makes no difference between cached and other input. */
  public static ModelPrice of(double input, double output) {
    return new ModelPrice(input, null, null, output);
  }

  private static void require(String name, @Nullable Double price) {
    if (price != null && !(price >= 0 && price <= MOST)) {
      throw new IllegalArgumentException(
          name + " is " + price + "; allowed are prices per million tokens from 0 up to 1e12");
    }
  }

  /**
   * Returns the cost of a call; null if its tokens were not counted by kind, or if it took
   * something that has no price.
   */
  public @Nullable Cost of(Usage usage) {
    return of(usage, 1);
  }

  /**
   * Returns the cost of a call that is served in another way than usual.
   *
   * @param share the share of the usual price that its tokens cost
   */
  public @Nullable Cost of(Usage usage, double share) {
    Long in = usage.inputTokens();
    Long out = usage.outputTokens();
    if (in == null && out == null || hasOthers(usage) || !hasPriceOfAll(usage.billing())) {
      return null;
    }
    ModelPrice tier = tier(in == null ? 0 : in);
    Double prompt = in == null ? null : (Double) (tier.inputCost(in, usage) * share / PER);
    Double completion = out == null ? null : (Double) (tier.outputCost(out, usage) * share / PER);
    double fees = fees(usage.billing());
    return new Cost(prompt, completion, orZero(prompt) + orZero(completion) + fees, true);
  }

  /** Tokens that the total has more than input and output are of a kind that is not told. */
  private static boolean hasOthers(Usage usage) {
    return orZero(usage.totalTokens()) > orZero(usage.inputTokens()) + orZero(usage.outputTokens());
  }

  private ModelPrice tier(long tokens) {
    ModelPrice tier = this;
    for (Above each : special.above()) {
      tier = tokens > each.tokens() ? each.price() : tier;
    }
    return tier;
  }

  private boolean hasPriceOfAll(Billing taken) {
    return isPriced(taken.cacheWriteHourTokens(), hourPrice())
        && isPriced(taken.inputAudioTokens(), special.inputAudio())
        && isPriced(taken.cachedAudioTokens(), special.cachedAudio())
        && isPriced(taken.outputAudioTokens(), special.outputAudio())
        && isPriced(taken.outputImageTokens(), special.outputImage())
        && isPriced(taken.searches(), special.thousandSearches());
  }

  private static boolean isPriced(@Nullable Long count, @Nullable Double price) {
    return count == null || count == 0 || price != null;
  }

  /** Without a price of any tokens that are written, all cost what others do. */
  private @Nullable Double hourPrice() {
    return special.cacheWriteHour() == null && cacheWrite == null
        ? (Double) input
        : special.cacheWriteHour();
  }

  /** Cached tokens and audio are part of the input, so they cannot be more. */
  private double inputCost(long tokens, Usage usage) {
    Billing taken = usage.billing();
    long read = within(tokens, usage.cacheReadTokens());
    long written = within(tokens - read, usage.cacheWriteTokens());
    long hour = within(written, taken.cacheWriteHourTokens());
    long readAudio = within(read, taken.cachedAudioTokens());
    long rest = tokens - read - written;
    long audio = within(rest, orZero(taken.inputAudioTokens()) - readAudio);
    return (rest - audio) * input
        + audio * orInput(special.inputAudio())
        + (read - readAudio) * orInput(cachedInput)
        + readAudio * orInput(special.cachedAudio())
        + (written - hour) * orInput(cacheWrite)
        + hour * orInput(hourPrice());
  }

  private double outputCost(long tokens, Usage usage) {
    long audio = within(tokens, usage.billing().outputAudioTokens());
    long images = within(tokens - audio, usage.billing().outputImageTokens());
    return (tokens - audio - images) * output
        + audio * orZero(special.outputAudio())
        + images * orZero(special.outputImage());
  }

  private double fees(Billing taken) {
    return (orZero(special.thousandRequests())
            + orZero(taken.searches()) * orZero(special.thousandSearches()))
        / 1_000;
  }

  private static long within(long most, @Nullable Long count) {
    return count == null ? 0 : Math.max(0, Math.min(most, count));
  }

  private double orInput(@Nullable Double price) {
    return price == null ? input : price;
  }

  private static double orZero(@Nullable Double cost) {
    return cost == null ? 0 : cost;
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
