package dev.raglan.export;

import java.util.Locale;

/** The spans that a target for whole traces leaves out when it has no room to keep more. */
public enum TraceOverflow {
  /** Those that ended last: what is kept already stays. A trace's topmost span is kept anyway. */
  DROP_NEWEST,
  /** Those that ended first, of the trace that is full, or of the oldest trace. */
  DROP_OLDEST;

  /** Returns the name in configuration, such as {@code drop-newest}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the one of that name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TraceOverflow parse(String id) {
    for (TraceOverflow each : values()) {
      if (each.id().equalsIgnoreCase(id.strip())) {
        return each;
      }
    }
    throw new IllegalArgumentException("'" + id + "' is not drop-newest or drop-oldest");
  }
}
