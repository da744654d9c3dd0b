package dev.raglan.export;

import java.util.Locale;

/** The calls of Athina's API that log. */
public enum AthinaLog {
  /** Each trace with its spans, nested. */
  TRACES,
  /** Each generation as an inference, without a trace. */
  INFERENCES,
  /** Each trace, and each of its generations as an inference. */
  BOTH;

  /** Returns the name in configuration, such as {@code traces}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns true if traces are logged. */
  boolean hasTraces() {
    return this != INFERENCES;
  }

  /** Returns true if inferences are logged. */
  boolean hasInferences() {
    return this != TRACES;
  }

  /**
   * Returns the one of that name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AthinaLog parse(String id) {
    for (AthinaLog each : values()) {
      if (each.id().equalsIgnoreCase(id.strip())) {
        return each;
      }
    }
    throw new IllegalArgumentException("'" + id + "' is not traces, inferences or both");
  }
}
