package dev.raglan.internal.pricing;

import dev.raglan.model.Cost;
import dev.raglan.model.ModelPrice;
import dev.raglan.model.Usage;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prices as of one day.
 *
 * @param asOf the day
 * @param byModel prices that an application gave, by the names of models: they hold for any
 *     provider
 * @param byProvider prices by provider
 */
public record Prices(
    LocalDate asOf, Map<String, ModelPrice> byModel, Map<String, Provider> byProvider) {

  public static final Prices NONE = new Prices(LocalDate.EPOCH, Map.of(), Map.of());

  /** Words that may stand before a model's name and name no provider. */
  private static final Set<String> PATHS =
      Set.of("models", "publishers", "projects", "accounts", "litellm_proxy", "proxy");

  /**
   * A provider.
   *
   * @param names its names, in small letters and digits
   * @param home the beginnings of the names of its own models, which are looked up here if nothing
   *     else tells the provider; empty if it only serves those of others
   * @param prices its prices
   */
  record Provider(List<String> names, List<String> home, ProviderPrices prices) {

    boolean isHomeOf(String model) {
      return home.stream().anyMatch(ModelNames.plain(model)::startsWith);
    }
  }

  /** A price, and whose it is. */
  private record Found(ModelPrice price, ProviderPrices provider) {}

  public Prices {
    byModel = Map.copyOf(byModel);
    byProvider = Collections.unmodifiableMap(new LinkedHashMap<>(byProvider));
  }

  /** Returns these with others over them, which are of another day if one is given. */
  public Prices with(
      @Nullable LocalDate day, Map<String, ModelPrice> models, Map<String, Provider> providers) {
    Map<String, ModelPrice> mergedModels = new HashMap<>(byModel);
    mergedModels.putAll(models);
    Map<String, Provider> mergedProviders = new LinkedHashMap<>(byProvider);
    mergedProviders.putAll(providers);
    return new Prices(day == null ? asOf : day, mergedModels, mergedProviders);
  }

  /** Returns the number of names that have a price. */
  public int size() {
    return byModel.size()
        + byProvider.values().stream().mapToInt(each -> each.prices().size()).sum();
  }

  /**
   * Returns the price of a model; null if it is not known.
   *
   * @param provider the model's provider; null if it is not known
   */
  public @Nullable ModelPrice price(@Nullable String provider, @Nullable String model) {
    Found found = find(provider, model);
    return found == null ? null : found.price();
  }

  private @Nullable Found find(@Nullable String provider, @Nullable String model) {
    if (model == null || model.isBlank() || model.length() > ModelNames.MAX_LENGTH) {
      return null;
    }
    ModelPrice given = byModel.isEmpty() ? null : given(model);
    if (given != null) {
      return new Found(given, ProviderPrices.NONE);
    }
    return provider == null || provider.isBlank() ? atHome(model) : at(provider, model);
  }

  private @Nullable ModelPrice given(String model) {
    for (String name : ModelNames.versions(ModelNames.plain(model))) {
      ModelPrice price = byModel.get(name);
      if (price != null) {
        return price;
      }
    }
    return null;
  }

  /** A provider that is not listed has no prices: a local server costs nothing. */
  private @Nullable Found at(String name, String model) {
    Provider provider = named(name);
    Found own = provider == null ? null : in(provider, model);
    if (own != null || provider == null) {
      return own;
    }
    for (String each : provider.prices().others()) {
      Provider other = byProvider.get(each);
      Found found = other == null ? null : in(other, model);
      if (found != null) {
        return new Found(found.price(), provider.prices());
      }
    }
    return null;
  }

  private static @Nullable Found in(Provider provider, String model) {
    ModelPrice price = provider.prices().price(model);
    return price == null ? null : new Found(price, provider.prices());
  }

  private @Nullable Provider named(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = Character.toLowerCase(name.charAt(i));
      if (Character.isLetterOrDigit(c)) {
        letters.append(c);
      }
    }
    String plain = letters.toString();
    for (Provider provider : byProvider.values()) {
      if (provider.names().contains(plain)) {
        return provider;
      }
    }
    return null;
  }

  /** Looks a model up that says of whom it is in its name alone. */
  private @Nullable Found atHome(String model) {
    String prefix = ModelNames.prefix(model);
    if (prefix != null && !PATHS.contains(prefix) && named(prefix) == null) {
      return null;
    }
    if (ModelNames.isOfBedrock(model)) {
      return at("bedrock", model);
    }
    for (Provider each : byProvider.values()) {
      Found found = each.isHomeOf(model) ? in(each, model) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /**
   * Returns the cost of a call; null if its price is not known or no tokens were counted.
   *
   * @param provider the model's provider; null if it is not known
   */
  public @Nullable Cost cost(
      @Nullable String provider, @Nullable String model, @Nullable Usage usage) {
    Found found = usage == null ? null : find(provider, model);
    return found == null || usage == null ? null : found.provider().cost(found.price(), usage);
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
