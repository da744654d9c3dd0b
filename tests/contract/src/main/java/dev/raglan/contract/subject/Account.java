package dev.raglan.contract.subject;

import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;

/**
 * Somebody who is not shown whole.
 *
 * @param name shown
 * @param card hidden
 * @param note left out
 * @param address shown, but for what it hides itself
 */
public record Account(String name, @Masked String card, @Exclude String note, Address address) {

  /**
   * The address of somebody.
   *
   * @param city shown
   * @param street hidden
   */
  public record Address(String city, @Masked String street) {}
}
