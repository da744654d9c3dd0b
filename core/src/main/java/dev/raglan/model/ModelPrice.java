package dev.raglan.model;

import org.jspecify.annotations.Nullable;

/**
 * The price of one model, per million tokens.
 *
 * @param input input tokens
 * @param cachedInput input tokens read from the provider's cache; null if they cost what others do
 * @param cacheWrite input tokens written to the provider's cache; null if they cost what others do
 * @param output output tokens; 0 for models that put out none, such as embedding models
 */
public record ModelPrice(
    double input, @Nullable Double cachedInput, @Nullable Double cacheWrite, double output) {

  private static final double PER = 1_000_000;

  /**
   * Checks the prices.
   *
   * @throws IllegalArgumentException if one is negative or no finite number
   */
  public ModelPrice {
    require("input", input);
    require("cachedInput", cachedInput);
    require("cacheWrite", cacheWrite);
    require("output", output);
  }

  /** A price that makes no difference between cached and other input. */
  public static ModelPrice of(double input, double output) {
    return new ModelPrice(input, null, null, output);
  }

  private static void require(String name, @Nullable Double price) {
    if (price != null && !(price >= 0 && Double.isFinite(price))) {
      throw new IllegalArgumentException(
          name + " is " + price + "; allowed are prices per million tokens from 0 up");
    }
  }

  /** Returns the cost of the tokens; null if they were not counted by kind. */
  public @Nullable Cost of(Usage usage) {
    Long in = usage.inputTokens();
    Long out = usage.outputTokens();
    if (in == null && out == null) {
      return null;
    }
    Double prompt = in == null ? null : (Double) (inputCost(in, usage) / PER);
    Double completion = out == null ? null : (Double) (out * output / PER);
    return new Cost(prompt, completion, orZero(prompt) + orZero(completion), true);
  }

  /** Cached tokens are part of the input, so they cannot be more. */
  private double inputCost(long tokens, Usage usage) {
    long read = within(tokens, usage.cacheReadTokens());
    long written = within(tokens - read, usage.cacheWriteTokens());
    return (tokens - read - written) * input
        + read * orInput(cachedInput)
        + written * orInput(cacheWrite);
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
}
