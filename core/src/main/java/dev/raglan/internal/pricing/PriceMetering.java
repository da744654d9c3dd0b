package dev.raglan.internal.pricing;

import dev.raglan.internal.render.Metering;
import dev.raglan.model.Cost;
import dev.raglan.model.Message;
import dev.raglan.model.Usage;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Estimates costs by a price table and, where that is configured, tokens by counting them.
 *
 * @param prices the prices of tokens, read when they are first asked for
 * @param inDollars true if costs are in US dollars, in which providers state theirs
 * @param estimator counts tokens that nobody reported; null if nobody asks for that
 */
public record PriceMetering(
    Supplier<Prices> prices, boolean inDollars, @Nullable TokenEstimator estimator)
    implements Metering {

  @Override
  public @Nullable Usage usage(
      @Nullable Usage known, @Nullable String model, List<Message> input, List<Message> output) {
    return estimator == null ? known : estimator.complete(known, model, input, output);
  }

  @Override
  public @Nullable Cost cost(@Nullable String provider, @Nullable String model, Usage usage) {
    Double stated = usage.billing().statedCost();
    return stated != null && inDollars
        ? new Cost(null, null, stated, false)
        : prices.get().cost(provider, model, usage);
  }
}
