package dev.raglan.model;

import java.util.Locale;

/**
 * The outcome of a span.
 *
 * <p>Source: Adaline's statuses; OpenTelemetry's span status is derived from it.
 */
public enum Status {
  /** It did what it should. */
  SUCCESS,
  /** It threw, or reported an error. */
  FAILURE,
  /** It was given up from within. */
  ABORTED,
  /** It was cancelled from outside; not an error. */
  CANCELED,
  /** It has not come out yet. */
  PENDING,
  /** Nobody said. */
  UNKNOWN;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** Returns the value written to {@code raglan.status}. */
  public String id() {
    return id;
  }
}
