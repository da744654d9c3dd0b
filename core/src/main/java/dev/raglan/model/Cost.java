package dev.raglan.model;

import org.jspecify.annotations.Nullable;

/**
 * The cost of a call of a model, in the configured currency.
 *
 * @param prompt for the input; null if only the total is known
 * @param completion for the output; null if only the total is known
 * @param total for both
 * @param estimated whether it was computed from a price table rather than given
 */
public record Cost(
    @Nullable Double prompt, @Nullable Double completion, double total, boolean estimated) {

  /** Returns the cost of both calls. */
  public Cost plus(Cost other) {
    return new Cost(
        sum(prompt, other.prompt),
        sum(completion, other.completion),
        total + other.total,
        estimated || other.estimated);
  }

  /** A part that one of them does not tell is not known of both. */
  private static @Nullable Double sum(@Nullable Double one, @Nullable Double other) {
    return one == null || other == null ? null : (Double) (one + other);
  }
}
