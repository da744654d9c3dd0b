package dev.raglan.internal.pricing;

import dev.raglan.model.Cost;
import dev.raglan.model.ModelPrice;
import dev.raglan.model.Usage;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prices by model, as of one day.
 *
 * @param asOf the day
 * @param byModel prices by the plain names of models
 */
public record Prices(LocalDate asOf, Map<String, ModelPrice> byModel) {

  public static final Prices NONE = new Prices(LocalDate.EPOCH, Map.of());

  public Prices {
    byModel = Map.copyOf(byModel);
  }

  /** These with others over them, which are of another day if one is given. */
  public Prices with(@Nullable LocalDate day, Map<String, ModelPrice> others) {
    Map<String, ModelPrice> merged = new HashMap<>(byModel);
    merged.putAll(others);
    return new Prices(day == null ? asOf : day, merged);
  }

  /** Returns the price of a model; null if it is not known. */
  public @Nullable ModelPrice price(@Nullable String model) {
    if (model == null || model.isBlank() || model.length() > ModelNames.MAX_LENGTH) {
      return null;
    }
    for (String name : ModelNames.candidates(model)) {
      ModelPrice price = byModel.get(name);
      if (price != null) {
        return price;
      }
    }
    return null;
  }

  /** Returns the cost of a call; null if the model is not known or no tokens were counted. */
  public @Nullable Cost cost(@Nullable String model, @Nullable Usage usage) {
    ModelPrice price = usage == null ? null : price(model);
    return price == null || usage == null ? null : price.of(usage);
  }

  /**
   * Returns the ISO 4217 code of a currency.
   *
   * @throws IllegalArgumentException if there is no such currency
   */
  public static String requireCurrency(String code) {
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "currency is \"" + code + "\"; allowed are ISO 4217 codes such as USD", unknown);
    }
  }

  /** Prices that are read when they are first asked for: an application may never ask. */
  public static Supplier<Prices> later(Supplier<Prices> source) {
    return new Later(source);
  }

  private static final class Later implements Supplier<Prices> {

    private final Supplier<Prices> source;
    private volatile @Nullable Prices read;

    private Later(Supplier<Prices> source) {
      this.source = source;
    }

    @Override
    public Prices get() {
      Prices known = read;
      return known == null ? readOnce() : known;
    }

    private synchronized Prices readOnce() {
      Prices known = read;
      if (known == null) {
        known = source.get();
        read = known;
      }
      return known;
    }
  }
}
