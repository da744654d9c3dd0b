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
 * @param infer whether parameters that nobody bound are told by their names and shapes, such as
 *     {@code model}, {@code messages} or {@code query}
 */
public record CapturePolicy(
    boolean input,
    boolean output,
    ExceptionCapture exceptions,
    CaptureLimits limits,
    CaptureMode mode,
    boolean infer) {

  /** Everything, within {@link CaptureLimits#DEFAULT}. */
  public static final CapturePolicy DEFAULT =
      new CapturePolicy(true, true, ExceptionCapture.FULL, CaptureLimits.DEFAULT);

  /** Checks that nothing is null. */
  public CapturePolicy {
    Objects.requireNonNull(exceptions, "exceptions");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(mode, "mode");
  }

  /** Settings that infer what parameters are. */
  public CapturePolicy(
      boolean input,
      boolean output,
      ExceptionCapture exceptions,
      CaptureLimits limits,
      CaptureMode mode) {
    this(input, output, exceptions, limits, mode, true);
  }

  /** Settings with {@link CaptureMode#FULL} that infer what parameters are. */
  public CapturePolicy(
      boolean input, boolean output, ExceptionCapture exceptions, CaptureLimits limits) {
    this(input, output, exceptions, limits, CaptureMode.FULL);
  }

  /** Returns the same with another mode. */
  public CapturePolicy with(CaptureMode other) {
    return new CapturePolicy(input, output, exceptions, limits, other, infer);
  }

  /** Returns the same with or without inference of what parameters are. */
  public CapturePolicy inferring(boolean inferring) {
    return new CapturePolicy(input, output, exceptions, limits, mode, inferring);
  }
}
