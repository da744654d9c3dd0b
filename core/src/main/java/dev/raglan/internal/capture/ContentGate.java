package dev.raglan.internal.capture;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Field;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.Extraction;
import java.util.EnumSet;
import java.util.Set;

/**
 * The decision which content of a call is kept: by its annotation, else by the configuration.
 *
 * @param input whether arguments and prompts are kept
 * @param output whether results and responses are kept
 */
public record ContentGate(boolean input, boolean output) {

  private static final Set<Field> OF_OUTPUT =
      EnumSet.of(
          Field.RESPONSE,
          Field.EXPECTED_RESPONSE,
          Field.FUNCTION_CALL_RESPONSE,
          Field.TOOL_CALLS,
          Field.DOCUMENTS);

  /** Returns the decision for calls without an annotation. */
  static ContentGate of(CapturePolicy policy) {
    return new ContentGate(policy.input(), policy.output());
  }

  /** Returns the decision for a method whose annotation has these two settings. */
  public static ContentGate of(CapturePolicy policy, Capture input, Capture output) {
    return new ContentGate(captures(input, policy.input()), captures(output, policy.output()));
  }

  private static boolean captures(Capture declared, boolean configured) {
    return declared == Capture.DEFAULT ? configured : declared == Capture.ON;
  }

  /**
   * Tells whether a value of the field may be kept: its kind of content is kept, or it is not
   * content.
   */
  boolean keeps(Field field) {
    return !field.isContent() || keepsContentOf(field);
  }

  /** Tells whether content that belongs with the field is kept, be it prompt or response. */
  boolean keepsContentOf(Field field) {
    return OF_OUTPUT.contains(field) ? output : input;
  }

  /** Returns true if the policy captures the side of a call, input or output, of the field. */
  public static boolean captures(CapturePolicy policy, Field field) {
    return of(policy).keepsContentOf(field);
  }

  /**
   * Returns true if the value of a field may be recorded.
   *
   * @param captured true if the input or output that it is read from is captured
   */
  public static boolean admits(Field field, boolean captured) {
    return field != Field.NONE && (captured || !field.isContent());
  }

  /**
   * Returns the part of an extraction that may be recorded.
   *
   * @param captured true if the value that it was read from is captured
   */
  public static Extraction admitted(Extraction read, boolean captured) {
    return captured ? read : read.withoutContent();
  }
}
