package dev.raglan.model;

import dev.raglan.annotation.Capture;
import java.util.Objects;

/**
 * What is captured of a call where its annotation leaves that to the configuration.
 *
 * @param input whether arguments are captured
 * @param output whether results are captured
 * @param exceptions how much of an exception is recorded
 * @param limits how much of one value is written
 */
public record CapturePolicy(
    boolean input, boolean output, ExceptionCapture exceptions, CaptureLimits limits) {

  /** Everything, within {@link CaptureLimits#DEFAULT}. */
  public static final CapturePolicy DEFAULT =
      new CapturePolicy(true, true, ExceptionCapture.FULL, CaptureLimits.DEFAULT);

  /** Checks that nothing is null. */
  public CapturePolicy {
    Objects.requireNonNull(exceptions, "exceptions");
    Objects.requireNonNull(limits, "limits");
  }

  /** Whether a method whose annotation says this has its arguments captured. */
  public boolean capturesInput(Capture declared) {
    return declared == Capture.DEFAULT ? input : declared == Capture.ON;
  }

  /** Whether a method whose annotation says this has its result captured. */
  public boolean capturesOutput(Capture declared) {
    return declared == Capture.DEFAULT ? output : declared == Capture.ON;
  }
}
