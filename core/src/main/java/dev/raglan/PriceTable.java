package dev.raglan;

import dev.raglan.internal.pricing.ModelNames;
import dev.raglan.internal.pricing.PriceFile;
import dev.raglan.internal.pricing.Prices;
import dev.raglan.model.Cost;
import dev.raglan.model.ModelPrice;
import dev.raglan.model.Usage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The prices of models, in one currency, as of one day. Immutable and thread-safe.
 *
 * <p>A price is that of one provider; without a provider it is that of the model's own vendor. A
 * model is looked up by its exact name, then as a version of another: {@code gpt-5-2026-01-01}
 * costs what {@code gpt-5} does, if all listed versions of that cost the same. Another model never
 * does: {@code gpt-4o-audio-preview} is not {@code gpt-4o}. Case does not matter, dots between
 * digits are dashes, and prefixes that name a provider or a region are left aside, as in {@code
 * openai/gpt-4o} and {@code us.anthropic.claude-sonnet-4-20250514-v1:0}. Prices that an application
 * gives hold for any provider.
 */
public final class PriceTable {

  private static final PriceTable NONE = new PriceTable("USD", () -> Prices.NONE);
  private static final PriceTable SHIPPED = new PriceTable("USD", Prices.later(PriceFile::shipped));

  private final String currency;
  private final Supplier<Prices> prices;

  private PriceTable(String currency, Supplier<Prices> prices) {
    this.currency = currency;
    this.prices = prices;
  }

  /**
   * Returns the table shipped with Raglan, in US dollars: public prices of two dozen providers as
   * of {@link #asOf()}. Its head names the source and the licence.
   *
   * <p>It is read when it is first asked for a price: an application that never estimates a cost
   * starts without it.
   */
  public static PriceTable shipped() {
    return SHIPPED;
  }

  /** Returns a table without any price, in US dollars. */
  public static PriceTable none() {
    return NONE;
  }

  /**
   * Returns this table with the file's prices over it.
   *
   * @param file JSON: {@code {"asOf": "2026-01-31", "currency": "EUR", "models": {"my-model":
   *     {"input": 1.0, "cachedInput": 0.1, "cacheWrite": 1.25, "output": 2.0}}}}, of which only
   *     {@code models} and in it {@code input} must be there; or a table with {@code providers} as
   *     the script in {@code core/src/prices} writes it
   * @return if the file names another currency, a table of the file's prices alone
   * @throws IllegalArgumentException if the file cannot be read or is malformed; the message names
   *     the file, the entry and what is allowed
   */
  public PriceTable with(Path file) {
    Objects.requireNonNull(file, "file");
    PriceFile.Content read = PriceFile.read(file);
    String other = read.currency();
    return other == null || other.equals(currency)
        ? over(prices, currency, read)
        : over(() -> new Prices(asOf(), Map.of(), Map.of()), other, read);
  }

  private static PriceTable over(
      Supplier<Prices> below, String currency, PriceFile.Content content) {
    return new PriceTable(
        currency,
        Prices.later(
            () -> below.get().with(content.asOf(), content.models(), content.providers())));
  }

  /**
   * Returns this table with other prices over it, in the same currency.
   *
   * @param models prices by model
   * @throws IllegalArgumentException if a model's name is blank
   */
  public PriceTable with(Map<String, ModelPrice> models) {
    Map<String, ModelPrice> named = new LinkedHashMap<>();
    models.forEach((model, price) -> named.put(requireName(model), price));
    Map<String, ModelPrice> checked = Map.copyOf(named);
    return new PriceTable(currency, Prices.later(() -> prices.get().with(null, checked, Map.of())));
  }

  /**
   * Returns the same prices, declared to be in another currency.
   *
   * <p>Nothing is converted: this is for a table whose prices all come from {@link #with(Map)}.
   *
   * @param code an ISO 4217 code, such as {@code EUR}
   * @throws IllegalArgumentException if it is not one
   */
  public PriceTable in(String code) {
    return new PriceTable(Prices.requireCurrency(code), prices);
  }

  private static String requireName(String model) {
    if (model.isBlank()) {
      throw new IllegalArgumentException("the name of a priced model must not be blank");
    }
    return ModelNames.plain(model);
  }

  /** Returns the day whose prices these are. */
  public LocalDate asOf() {
    return prices.get().asOf();
  }

  /** Returns the currency, as an ISO 4217 code. */
  public String currency() {
    return currency;
  }

  /** Returns the number of models' names that have a price. */
  public int size() {
    return prices.get().size();
  }

  /** Returns the price of a model; null if the table does not know it. */
  public @Nullable ModelPrice price(@Nullable String model) {
    return price(null, model);
  }

  /**
   * Returns the price of a model at a provider; null if the table does not know it there.
   *
   * @param provider the provider, as in {@code gen_ai.provider.name}; null if it is not known: then
   *     the model's own vendor is meant
   * @param model the model
   */
  public @Nullable ModelPrice price(@Nullable String provider, @Nullable String model) {
    return prices.get().price(provider, model);
  }

  /**
   * Returns the estimated cost of a call.
   *
   * @param model the model that answered
   * @param usage the tokens it took; those read from the provider's cache are part of its input
   * @return null if the table does not know the model, or no tokens were counted
   */
  public @Nullable Cost cost(@Nullable String model, @Nullable Usage usage) {
    return cost(null, model, usage);
  }

  /**
   * Returns the estimated cost of a call.
   *
   * @param provider the model's provider; null if it is not known: then its vendor is meant
   * @param model the model that answered
   * @param usage the tokens it took; those read from the provider's cache are part of its input
   * @return null if the table does not know the price of all that the call took
   */
  public @Nullable Cost cost(
      @Nullable String provider, @Nullable String model, @Nullable Usage usage) {
    return prices.get().cost(provider, model, usage);
  }

  /** Returns the prices, which are read when they are first asked for. */
  Supplier<Prices> prices() {
    return prices;
  }
}
