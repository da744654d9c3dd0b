package dev.raglan.pricing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
final class PriceFile {

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

  static PriceTable shipped() {
    try (InputStream in = PriceFile.class.getResourceAsStream(SHIPPED)) {
      return new PriceFile(SHIPPED).table(JSON.readTree(in), PriceTable.none());
    } catch (IOException broken) {
      throw new UncheckedIOException("the shipped price table cannot be read", broken);
    }
  }

  /** What the file leaves out is taken from the table below it. */
  static PriceTable read(Path file, PriceTable below) {
    PriceFile prices = new PriceFile(file.toString());
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw prices.wrong("it", "is longer than " + MAX_BYTES + " bytes");
      }
      return prices.table(JSON.readTree(Files.readAllBytes(file)), below);
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

  private PriceTable table(JsonNode root, PriceTable below) {
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
    return new PriceTable(
        date(root.get("asOf"), below), currency(root.get("currency"), below), prices);
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

  private LocalDate date(@Nullable JsonNode node, PriceTable below) {
    if (node == null) {
      return below.asOf();
    }
    try {
      return LocalDate.parse(node.asText());
    } catch (DateTimeException noDate) {
      throw wrong("asOf", "is " + node + "; allowed are dates such as \"2026-01-31\"");
    }
  }

  private String currency(@Nullable JsonNode node, PriceTable below) {
    if (node == null) {
      return below.currency();
    }
    try {
      return PriceTable.requireCurrency(node.asText());
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
