package dev.raglan.internal.text;

/** Where and how text is shortened: never inside a surrogate pair, never silently. */
public final class Cut {

  static final String ELLIPSIS = "…";

  /** Room beyond the long marker below which the short one is used. */
  private static final int LEAST_KEPT = 8;

  private Cut() {}

  /** Returns the largest index of at most {@code index} that does not split a surrogate pair. */
  public static int floor(CharSequence text, int index) {
    boolean splits =
        index > 0
            && index < text.length()
            && Character.isHighSurrogate(text.charAt(index - 1))
            && Character.isLowSurrogate(text.charAt(index));
    return splits ? index - 1 : index;
  }

  /**
   * Returns the number of characters that the marker may need when at most this many are left out.
   */
  public static int markerLength(long leftOut, int room) {
    int length = marker(leftOut).length();
    return room < length + LEAST_KEPT ? ELLIPSIS.length() : length;
  }

  /** Returns the marker for the characters left out that takes no more than the length. */
  public static String marker(long leftOut, int length) {
    String marker = marker(leftOut);
    return marker.length() <= length ? marker : ELLIPSIS;
  }

  private static String marker(long leftOut) {
    return ELLIPSIS + "[+" + leftOut + " chars]";
  }
}
