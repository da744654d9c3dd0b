package dev.raglan.internal.pricing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.model.ModelPrice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a price table from JSON; each fault is reported with the file, the entry, what is allowed.
 */
public final class PriceFile {

  private static final String SHIPPED = "prices.json";
  private static final long MAX_BYTES = 4 << 20;
  private static final Set<String> MEMBERS =
      Set.of("asOf", "currency", "source", "licence", "models", "providers");
  private static final Set<String> PROVIDER =
      Set.of("names", "home", "others", "serviceTiers", "models");
  private static final Set<String> PRICES =
      Set.of(
          "input",
          "cachedInput",
          "cacheWrite",
          "cacheWriteHour",
          "output",
          "inputAudio",
          "cachedAudio",
          "outputAudio",
          "outputImage",
          "thousandSearches",
          "thousandRequests",
          "above");
  private static final Set<String> TIER = tier();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final String file;

  private static Set<String> tier() {
    Set<String> members = new TreeSet<>(PRICES);
    members.add("tokens");
    members.remove("above");
    return members;
  }

  private PriceFile(String file) {
    this.file = file;
  }

  /**
   * The content of a file.
   *
   * @param asOf the day; null if the file leaves it out
   * @param currency the currency; null if the file leaves it out
   * @param models prices by the plain names of models, whatever their provider
   * @param providers prices by provider
   */
  public record Content(
      @Nullable LocalDate asOf,
      @Nullable String currency,
      Map<String, ModelPrice> models,
      Map<String, Prices.Provider> providers) {}

  public static Prices shipped() {
    try (InputStream in = PriceFile.class.getResourceAsStream(SHIPPED)) {
      Content content = new PriceFile(SHIPPED).content(JSON.readTree(in));
      return Prices.NONE.with(content.asOf(), content.models(), content.providers());
    } catch (IOException broken) {
      throw new UncheckedIOException("the shipped price table cannot be read", broken);
    }
  }

  public static Content read(Path file) {
    PriceFile prices = new PriceFile(file.toString());
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw prices.wrong("it", "is longer than " + MAX_BYTES + " bytes");
      }
      return prices.content(JSON.readTree(Files.readAllBytes(file)));
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException("The price file " + file + " does not exist", missing);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The price file "
              + file
              + " cannot be read as JSON: "
              + unreadable.getClass().getSimpleName()
              + ": "
              + unreadable.getMessage(),
          unreadable);
    }
  }

  private Content content(JsonNode root) {
    requireObject("it", root, MEMBERS);
    JsonNode models = root.get("models");
    JsonNode providers = root.get("providers");
    if (providers == null && (models == null || !models.isObject())) {
      throw wrong("models", "is missing or no object of prices by model");
    }
    Map<String, ModelPrice> prices = new LinkedHashMap<>();
    if (models != null) {
      models("models", models).forEach((name, price) -> prices.put(ModelNames.plain(name), price));
    }
    return new Content(
        date(root.get("asOf")), currency(root.get("currency")), prices, providers(providers));
  }

  private Map<String, Prices.Provider> providers(@Nullable JsonNode providers) {
    Map<String, Prices.Provider> read = new LinkedHashMap<>();
    if (providers != null) {
      requireObject("providers", providers, null);
      providers
          .properties()
          .forEach(each -> read.put(each.getKey(), provider(each.getKey(), each.getValue())));
    }
    return read;
  }

  private Prices.Provider provider(String id, JsonNode provider) {
    String entry = "providers[\"" + id + "\"]";
    requireObject(entry, provider, PROVIDER);
    JsonNode models = provider.path("models");
    Map<String, Double> tiers = new LinkedHashMap<>();
    JsonNode shares = provider.get("serviceTiers");
    if (shares != null) {
      requireObject(entry + ".serviceTiers", shares, null);
      shares
          .fieldNames()
          .forEachRemaining(
              tier -> tiers.put(tier, required(entry + ".serviceTiers", shares, tier)));
    }
    return new Prices.Provider(
        texts(entry + ".names", provider.get("names")),
        texts(entry + ".home", provider.get("home")),
        new ProviderPrices(
            texts(entry + ".others", provider.get("others")),
            tiers,
            models(entry + ".models", models)));
  }

  private List<String> texts(String entry, @Nullable JsonNode list) {
    List<String> texts = new ArrayList<>();
    if (list != null && !list.isArray()) {
      throw wrong(entry, "is " + list + "; allowed are lists of texts");
    }
    for (JsonNode each : list == null ? JSON.createArrayNode() : list) {
      if (!each.isTextual()) {
        throw wrong(entry, "has " + each + "; allowed are texts");
      }
      texts.add(each.textValue());
    }
    return texts;
  }

  /** A price that is a text is that of the model it names. */
  private Map<String, ModelPrice> models(String entry, JsonNode models) {
    requireObject(entry, models, null);
    Map<String, ModelPrice> prices = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : models.properties()) {
      String name = each.getKey();
      if (name.isBlank()) {
        throw wrong(entry, "has an entry whose name is blank");
      }
      String member = entry + "[\"" + name + "\"]";
      JsonNode price = each.getValue();
      ModelPrice same = price.isTextual() ? prices.get(price.textValue()) : null;
      prices.put(name, same == null ? price(member, price, PRICES) : same);
    }
    return prices;
  }

  private ModelPrice price(String entry, JsonNode price, Set<String> members) {
    requireObject(entry, price, members);
    Double output = number(entry, price, "output");
    return new ModelPrice(
        required(entry, price, "input"),
        number(entry, price, "cachedInput"),
        number(entry, price, "cacheWrite"),
        output == null ? 0 : output,
        special(entry, price));
  }

  private ModelPrice.Special special(String entry, JsonNode price) {
    List<ModelPrice.Above> above = new ArrayList<>();
    for (JsonNode tier : price.path("above")) {
      ModelPrice longer = price(entry + ".above", tier, TIER);
      above.add(new ModelPrice.Above((long) required(entry + ".above", tier, "tokens"), longer));
    }
    ModelPrice.Special special =
        new ModelPrice.Special(
            number(entry, price, "cacheWriteHour"),
            number(entry, price, "inputAudio"),
            number(entry, price, "cachedAudio"),
            number(entry, price, "outputAudio"),
            number(entry, price, "outputImage"),
            number(entry, price, "thousandSearches"),
            number(entry, price, "thousandRequests"),
            above);
    return special.equals(ModelPrice.Special.NONE) ? ModelPrice.Special.NONE : special;
  }

  private double required(String entry, JsonNode price, String name) {
    Double number = number(entry, price, name);
    if (number == null) {
      throw wrong(entry, "has no \"" + name + "\"; it must be a price per million tokens");
    }
    return number;
  }

  private @Nullable Double number(String entry, JsonNode price, String name) {
    JsonNode node = price.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    double number = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(number >= 0 && number <= ModelPrice.MOST)) {
      throw wrong(
          entry + "." + name,
          "is " + node + "; allowed are numbers from 0 up to 1e12, as prices per million tokens");
    }
    return number;
  }

  private @Nullable LocalDate date(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    try {
      return LocalDate.parse(node.asText());
    } catch (DateTimeException noDate) {
      throw wrong("asOf", "is " + node + "; allowed are dates such as \"2026-01-31\"");
    }
  }

  private @Nullable String currency(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    try {
      return Prices.requireCurrency(node.asText());
    } catch (IllegalArgumentException unknown) {
      throw wrong("currency", "is " + node + "; allowed are ISO 4217 codes such as \"USD\"");
    }
  }

  /**
   * @param members the members that are allowed; null for any
   */
  private void requireObject(String entry, @Nullable JsonNode node, @Nullable Set<String> members) {
    if (node == null || !node.isObject()) {
      throw wrong(entry, "is no object");
    }
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (members != null && !members.contains(name)) {
        throw wrong(
            entry, "has an unknown member \"" + name + "\"; allowed are " + sorted(members));
      }
    }
  }

  private static String sorted(Set<String> members) {
    return String.join(", ", members.stream().sorted().toList());
  }

  private IllegalArgumentException wrong(String entry, String what) {
    return new IllegalArgumentException("The price file " + file + ": " + entry + " " + what);
  }
}
