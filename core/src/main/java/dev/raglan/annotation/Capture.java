package dev.raglan.annotation;

/** Choice of whether a method's input or output is captured. */
public enum Capture {
  /** Follows the configuration ({@code raglan.capture.input}, {@code raglan.capture.output}). */
  DEFAULT,
  /** Captured, whatever the configuration says. */
  ON,
  /** Never captured. */
  OFF
}
