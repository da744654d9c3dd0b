package dev.raglan.internal.treelog;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Formats of durations, token counts and costs for people. */
final class NumberFormats {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double TENTHS_BELOW_MILLIS = 9.95;
  private static final double WHOLE_BELOW_MILLIS = 999.5;
  private static final double SMALLEST_COST = 0.0001;

  private NumberFormats() {}

  /**
   * Formats a duration, such as {@code 3.2 ms}, {@code 412 ms}, {@code 1.24 s} or {@code 2 m 05 s}.
   */
  static String duration(long nanos) {
    double millis = nanos / NANOS_PER_MILLI;
    if (millis < TENTHS_BELOW_MILLIS) {
      return format("%.1f ms", millis);
    }
    if (millis < WHOLE_BELOW_MILLIS) {
      return format("%.0f ms", millis);
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
    return seconds < 60
        ? format("%.2f s", millis / 1000)
        : format("%d m %02d s", seconds / 60, seconds % 60);
  }

  /** Formats tokens in and out, such as {@code 812→96 tok}; empty if there are none. */
  static String tokens(long input, long output) {
    if (input == 0 && output == 0) {
      return "";
    }
    return output == 0 ? input + " tok" : input + "→" + output + " tok";
  }

  /** Formats the number of a stream's chunks. */
  static String chunks(long chunks) {
    return chunks + (chunks == 1 ? " chunk" : " chunks");
  }

  /** Formats a sum of tokens, such as {@code 12,345 tokens}; empty if there are none. */
  static String totalTokens(long tokens) {
    return tokens == 0 ? "" : format(tokens == 1 ? "%d token" : "%,d tokens", tokens);
  }

  /** Formats a cost, such as {@code $0.0021} or {@code $1.30}; empty if it is zero. */
  static String cost(double cost) {
    if (cost == 0) {
      return "";
    }
    if (cost < SMALLEST_COST) {
      return "<$0.0001";
    }
    return cost < 1 ? format("$%.4f", cost) : format("$%,.2f", cost);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
