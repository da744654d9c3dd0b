package dev.raglan.internal.dialect;

import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.ContentWriter;

/** Lengths of attributes that hold more than one value, as multiples of the length of one. */
final class Lengths {

  /** Characters that no array reaches, so that a sum of two lengths cannot overflow. */
  private static final int MOST = 1 << 30;

  private Lengths() {}

  /**
   * Returns the length of so many values of {@link CaptureLimits#maxLength()} characters, at most
   * 2^30.
   */
  static int of(int values, ContentWriter writer) {
    return (int) Math.min(MOST, (long) values * writer.limits().maxLength());
  }

  /** Returns the length of one value, at most 2^30. */
  static int ofOne(ContentWriter writer) {
    return of(1, writer);
  }
}
