package dev.raglan.model;

import java.util.Objects;

/**
 * Settings for the content of calls whose annotation leaves them to the configuration.
 *
 * @param input whether arguments are captured
 * @param output whether results are captured
 * @param exceptions how much of an exception is recorded
 * @param limits how much of one value is written
 * @param mode the part of a call that is kept where nothing else decides it
 */
public record CapturePolicy(
    boolean input,
    boolean output,
    ExceptionCapture exceptions,
    CaptureLimits limits,
    CaptureMode mode) {

  /** Everything, within {@link CaptureLimits#DEFAULT}. */
  public static final CapturePolicy DEFAULT =
      new CapturePolicy(true, true, ExceptionCapture.FULL, CaptureLimits.DEFAULT);

  /** Checks that nothing is null. */
  public CapturePolicy {
    Objects.requireNonNull(exceptions, "exceptions");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(mode, "mode");
  }

  /** Settings with {@link CaptureMode#FULL}. */
  public CapturePolicy(
      boolean input, boolean output, ExceptionCapture exceptions, CaptureLimits limits) {
    this(input, output, exceptions, limits, CaptureMode.FULL);
  }

  /** Returns the same with another mode. */
  public CapturePolicy with(CaptureMode other) {
    return new CapturePolicy(input, output, exceptions, limits, other);
  }
}
