package dev.raglan.internal.capture;

import dev.raglan.annotation.Field;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.Extraction;
import java.util.EnumSet;
import java.util.Set;

/** Decides whether content, such as prompts, answers, documents and vectors, may be recorded. */
public final class ContentGate {

  private static final Set<Field> OF_OUTPUT =
      EnumSet.of(
          Field.RESPONSE,
          Field.EXPECTED_RESPONSE,
          Field.FUNCTION_CALL_RESPONSE,
          Field.TOOL_CALLS,
          Field.DOCUMENTS);

  private ContentGate() {}

  /** Returns true if the policy captures the side of a call, input or output, of the field. */
  public static boolean captures(CapturePolicy policy, Field field) {
    return OF_OUTPUT.contains(field) ? policy.output() : policy.input();
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
