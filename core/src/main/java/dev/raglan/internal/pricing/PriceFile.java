package dev.raglan.internal.pricing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.model.ModelPrice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a price table from JSON; each fault is reported with the file, the entry, what is allowed.
 */
public final class PriceFile {

  private static final String SHIPPED = "prices.json";
  private static final long MAX_BYTES = 4 << 20;
  private static final Set<String> MEMBERS = Set.of("asOf", "currency", "source", "models");
  private static final Set<String> PRICES = Set.of("input", "cachedInput", "cacheWrite", "output");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final String file;

  private PriceFile(String file) {
    this.file = file;
  }

  /**
   * The content of a file.
   *
   * @param asOf the day; null if the file leaves it out
   * @param currency the currency; null if the file leaves it out
   * @param prices prices by the plain names of models
   */
  public record Content(
      @Nullable LocalDate asOf, @Nullable String currency, Map<String, ModelPrice> prices) {}

  public static Prices shipped() {
    try (InputStream in = PriceFile.class.getResourceAsStream(SHIPPED)) {
      Content content = new PriceFile(SHIPPED).content(JSON.readTree(in));
      return Prices.NONE.with(content.asOf(), content.prices());
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
    if (models == null || !models.isObject()) {
      throw wrong("models", "is missing or no object of prices by model");
    }
    Map<String, ModelPrice> prices = new LinkedHashMap<>();
    Iterator<Map.Entry<String, JsonNode>> each = models.fields();
    while (each.hasNext()) {
      Map.Entry<String, JsonNode> entry = each.next();
      if (entry.getKey().isBlank()) {
        throw wrong("models", "has an entry whose name is blank");
      }
      prices.put(
          ModelNames.plain(entry.getKey()),
          price("models[\"" + entry.getKey() + "\"]", entry.getValue()));
    }
    return new Content(date(root.get("asOf")), currency(root.get("currency")), prices);
  }

  private ModelPrice price(String entry, JsonNode price) {
    requireObject(entry, price, PRICES);
    Double input = number(entry, price, "input");
    Double output = number(entry, price, "output");
    if (input == null) {
      throw wrong(entry, "has no \"input\"; it must be a price per million tokens");
    }
    return new ModelPrice(
        input,
        number(entry, price, "cachedInput"),
        number(entry, price, "cacheWrite"),
        output == null ? 0 : output);
  }

  private @Nullable Double number(String entry, JsonNode price, String name) {
    JsonNode node = price.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    double number = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(number >= 0) || Double.isInfinite(number)) {
      throw wrong(
          entry + "." + name,
          "is " + node + "; allowed are numbers from 0 up, as prices per million tokens");
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

  private void requireObject(String entry, @Nullable JsonNode node, Set<String> members) {
    if (node == null || !node.isObject()) {
      throw wrong(entry, "is no object");
    }
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!members.contains(name)) {
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
