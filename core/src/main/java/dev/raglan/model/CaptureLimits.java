package dev.raglan.model;

/**
 * Limits of what is written of one value.
 *
 * @param maxLength the most characters of one rendered value, escapes and markers included; from 64
 *     to 16,777,216
 * @param maxItems the most elements of one array, or entries of one object; from 1 to 1,048,576
 * @param maxDepth how deep objects and arrays are followed; from 1 to 256, so that a cold stack of
 *     1 MB holds them
 */
public record CaptureLimits(int maxLength, int maxItems, int maxDepth) {

  /**
   * Number of characters past a cut that are looked at, so that a secret across it is seen whole.
   */
  public static final int REDACTION_WINDOW = 4_096;

  /** 16,384 characters, 256 items, 12 levels. */
  public static final CaptureLimits DEFAULT = new CaptureLimits(16_384, 256, 12);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is out of its bounds
   */
  public CaptureLimits {
    requireWithin("maxLength", maxLength, 64, 1 << 24);
    requireWithin("maxItems", maxItems, 1, 1 << 20);
    requireWithin("maxDepth", maxDepth, 1, 1 << 8);
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be between " + least + " and " + most + " but is " + value);
    }
  }
}
