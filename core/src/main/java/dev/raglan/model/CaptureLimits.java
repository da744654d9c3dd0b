package dev.raglan.model;

/**
 * Limits of what is written of one value.
 *
 * @param maxLength the most characters of one rendered value, escapes and markers included; at
 *     least 64
 * @param maxItems the most elements of one array, or entries of one object; at least 1
 * @param maxDepth how deep objects and arrays are followed; at least 1
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
   * @throws IllegalArgumentException if one is below its least value
   */
  public CaptureLimits {
    requireAtLeast("maxLength", maxLength, 64);
    requireAtLeast("maxItems", maxItems, 1);
    requireAtLeast("maxDepth", maxDepth, 1);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + " but is " + value);
    }
  }
}
