package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.PriceTable;
import dev.raglan.model.ModelPrice;
import dev.raglan.spring.properties.RaglanProperties;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Reader of {@code raglan.pricing}.
 *
 * @param pricing the settings
 * @param environment where they come from
 */
record PriceSettings(RaglanProperties.Pricing pricing, Environment environment) {

  private static final String CURRENCY = "raglan.pricing.currency";
  private static final String FILE = "raglan.pricing.file";
  private static final String MODELS = "raglan.pricing.models";

  /**
   * Returns the shipped prices, overridden by those of the file, overridden by those of the
   * properties.
   *
   * @throws RaglanConfigurationException if a property cannot be used
   */
  PriceTable table() {
    requireWholeNames();
    PriceTable read = withFile(base());
    return check(
        MODELS, pricing.models().keySet(), "Give each model a name.", () -> read.with(models()));
  }

  /** The shipped prices are in one currency, and nothing is converted. */
  private PriceTable base() {
    String currency = pricing.currency();
    PriceTable shipped = PriceTable.shipped();
    return !StringUtils.hasText(currency) || currency.equals(shipped.currency())
        ? shipped
        : check(
            CURRENCY,
            currency,
            "Set it to an ISO 4217 code, such as EUR.",
            () -> PriceTable.none().in(currency));
  }

  private PriceTable withFile(PriceTable base) {
    String file = pricing.file();
    if (!StringUtils.hasText(file)) {
      return base;
    }
    PriceTable read =
        check(
            FILE,
            file,
            "Set it to the path of a file such as"
                + " {\"models\": {\"my-model\": {\"input\": 1.0, \"output\": 2.0}}}.",
            () -> base.with(Path.of(file)));
    requireSameCurrency(pricing.currency(), read);
    return read;
  }

  private static void requireSameCurrency(@Nullable String currency, PriceTable file) {
    if (StringUtils.hasText(currency) && !currency.equals(file.currency())) {
      throw new RaglanConfigurationException(
          CURRENCY,
          currency,
          "the prices of raglan.pricing.file are in " + file.currency(),
          "Leave it out, or set it to " + file.currency() + ".");
    }
  }

  private Map<String, ModelPrice> models() {
    Map<String, ModelPrice> prices = new LinkedHashMap<>();
    pricing.models().forEach((model, price) -> prices.put(model, price(model, price)));
    return prices;
  }

  private static ModelPrice price(String model, RaglanProperties.Price price) {
    String property = MODELS + "[" + model + "]";
    Double input = price.input();
    if (input == null) {
      throw new RaglanConfigurationException(
          property, null, "it has no input", "Set its input to a price per million tokens.");
    }
    return check(
        property,
        null,
        "Set prices per million tokens, such as 2.5.",
        () -> new ModelPrice(input, price.cachedInput(), price.cacheWrite(), price.output()));
  }

  /** A dot in a name that is not in brackets would cut it off without a word. */
  private void requireWholeNames() {
    Binder.get(environment)
        .bind(MODELS, Bindable.mapOf(String.class, Object.class))
        .orElseGet(Map::of)
        .forEach(PriceSettings::requireWholeName);
  }

  private static void requireWholeName(String model, Object price) {
    if (price instanceof Map<?, ?> members
        && members.values().stream().anyMatch(Map.class::isInstance)) {
      throw new RaglanConfigurationException(
          MODELS + "." + model,
          null,
          "the model's name has a dot",
          "Put the name in brackets, such as \"[gpt-4.1]\"; no environment variable can hold it, a"
              + " file of prices can.");
    }
  }
}
