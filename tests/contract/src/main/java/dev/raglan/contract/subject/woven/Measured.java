package dev.raglan.contract.subject.woven;

import dev.raglan.annotation.Traced;

/**
 * A record whose accessors are steps, because the type is.
 *
 * @param value what was measured
 */
@Traced
public record Measured(double value) {

  private static final int FACTOR = 2;

  public double doubled() {
    return FACTOR * value;
  }
}
