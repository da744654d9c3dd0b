package dev.raglan.pricing;

import dev.raglan.model.Cost;
import dev.raglan.model.Usage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What models cost, in one currency, as of one day. Immutable and thread-safe.
 *
 * <p>A model is looked up by its exact name, then by the longest name in the table that it goes on
 * from with a version or date ({@code gpt-4o-2024-08-06} is {@code gpt-4o}). Prefixes that name a
 * provider or a region are left aside.
 */
public final class PriceTable {

  private final LocalDate asOf;
  private final String currency;

  private PriceTable(LocalDate asOf, String currency) {
    this.asOf = asOf;
    this.currency = currency;
  }

  /** The table shipped with Raglan. */
  public static PriceTable shipped() {
    return new PriceTable(LocalDate.EPOCH, "USD");
  }

  /** A table without any price. */
  public static PriceTable none() {
    return new PriceTable(LocalDate.EPOCH, "USD");
  }

  /**
   * This table with the file's prices over it.
   *
   * @throws IllegalArgumentException if the file cannot be read or is malformed; the message names
   *     the file, the entry and what is allowed
   */
  public PriceTable with(Path file) {
    return this;
  }

  /**
   * This table with other prices over it.
   *
   * @param models prices by model
   */
  public PriceTable with(Map<String, ModelPrice> models) {
    return this;
  }

  /** The day whose prices these are. */
  public LocalDate asOf() {
    return asOf;
  }

  /** The currency, as an ISO 4217 code. */
  public String currency() {
    return currency;
  }

  /** The price of a model; null if the table does not know it. */
  public @Nullable ModelPrice price(@Nullable String model) {
    return null;
  }

  /**
   * What a call cost, as an estimate.
   *
   * @param model the model that answered
   * @return null if the table does not know the model, or no tokens were counted
   */
  public @Nullable Cost cost(@Nullable String model, Usage usage) {
    return null;
  }
}
