package dev.raglan.internal.pricing;

import dev.raglan.model.Cost;
import dev.raglan.model.ModelPrice;
import dev.raglan.model.Usage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The prices of one provider. A model without a version costs what all its listed versions do; a
 * version that is not listed costs what the model does, if no version of it is listed.
 */
final class ProviderPrices {

  /** Of no provider in particular, and without a price. */
  static final ProviderPrices NONE = new ProviderPrices(List.of(), Map.of(), Map.of());

  private static final int MOST_ASKED = 256;

  private final List<String> others;
  private final Map<String, Double> serviceTiers;
  private final Map<String, ModelPrice> exact;
  private final Map<String, ModelPrice> anyVersion;
  private final Set<String> versioned;
  private final int listed;

  /** Prices that were asked for: an application has few models and asks at each call. */
  private final ConcurrentMap<String, Optional<ModelPrice>> asked = new ConcurrentHashMap<>();

  /**
   * @param others providers whose models this one serves at their price
   * @param serviceTiers the share of the usual price that calls cost which are served otherwise
   * @param models prices by names of models
   */
  ProviderPrices(
      List<String> others, Map<String, Double> serviceTiers, Map<String, ModelPrice> models) {
    this.others = List.copyOf(others);
    this.serviceTiers = Map.copyOf(serviceTiers);
    this.exact = exact(models);
    this.anyVersion = anyVersion(exact);
    this.versioned = versioned(exact.keySet());
    this.listed = models.size();
  }

  /** Returns the prices by whole names, and by plain ones that only one price has. */
  private static Map<String, ModelPrice> exact(Map<String, ModelPrice> models) {
    Map<String, ModelPrice> plain = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    models.forEach((name, price) -> add(ModelNames.plain(name), price, plain, ambiguous));
    plain.keySet().removeAll(ambiguous);
    models.forEach((name, price) -> plain.put(ModelNames.whole(name), price));
    return Map.copyOf(plain);
  }

  private static Map<String, ModelPrice> anyVersion(Map<String, ModelPrice> exact) {
    Map<String, ModelPrice> versions = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    exact.forEach(
        (name, price) ->
            ModelNames.versions(name).forEach(version -> add(version, price, versions, ambiguous)));
    versions.keySet().removeAll(ambiguous);
    return Map.copyOf(versions);
  }

  /** Returns the names of which versions are listed. */
  private static Set<String> versioned(Set<String> names) {
    Set<String> versioned = new HashSet<>();
    for (String name : names) {
      for (String version : ModelNames.versions(name)) {
        if (name.substring(version.length()).chars().anyMatch(Character::isDigit)) {
          versioned.add(version);
        }
      }
    }
    return Set.copyOf(versioned);
  }

  private static void add(
      String name, ModelPrice price, Map<String, ModelPrice> prices, Set<String> ambiguous) {
    ModelPrice other = prices.putIfAbsent(name, price);
    if (other != null && !other.equals(price)) {
      ambiguous.add(name);
    }
  }

  /** Returns the number of names that have a price. */
  int size() {
    return listed;
  }

  List<String> others() {
    return others;
  }

  /** Returns the price of a model; null if it has none. */
  @Nullable ModelPrice price(String model) {
    Optional<ModelPrice> known = asked.get(model);
    if (known == null) {
      known = Optional.ofNullable(find(model));
      if (asked.size() < MOST_ASKED) {
        asked.put(model, known);
      }
    }
    return known.orElse(null);
  }

  private @Nullable ModelPrice find(String model) {
    ModelPrice whole = of(ModelNames.whole(model));
    ModelPrice last = whole == null ? of(ModelNames.last(model)) : whole;
    return last == null ? of(ModelNames.plain(model)) : last;
  }

  private @Nullable ModelPrice of(String name) {
    ModelPrice listedPrice = exact.get(name);
    if (listedPrice != null) {
      return listedPrice;
    }
    for (String version : ModelNames.versions(name)) {
      ModelPrice known = versioned.contains(version) ? null : exact.get(version);
      if (known != null) {
        return known;
      }
    }
    return anyVersion.get(name);
  }

  /** Returns the cost of a call; null if its tier of service has no price. */
  @Nullable Cost cost(ModelPrice price, Usage usage) {
    String tier = usage.billing().serviceTier();
    Double share = tier == null ? (Double) 1.0 : serviceTiers.get(tier);
    return share == null ? null : price.of(usage, share);
  }
}
