package dev.raglan.internal.capture;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Field;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.ExceptionCapture;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.SpanType;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The decision which content of a call is kept: by its mode, then by its annotation, else by the
 * configuration. Whatever a call leaves on its span passes here first.
 *
 * @param input true if something of arguments and prompts is kept
 * @param output true if something of results and responses is kept
 * @param errors true if the messages of exceptions are kept
 * @param mode the part of what is kept
 */
public record ContentGate(boolean input, boolean output, boolean errors, CaptureMode mode) {

  private static final Set<Field> OF_OUTPUT =
      EnumSet.of(
          Field.RESPONSE,
          Field.EXPECTED_RESPONSE,
          Field.FUNCTION_CALL_RESPONSE,
          Field.TOOL_CALLS,
          Field.DOCUMENTS,
          Field.ERROR);

  private static final Set<Field> TOOL_CONTENT =
      EnumSet.of(Field.FUNCTION_CALL_RESPONSE, Field.TOOL_CALLS, Field.TOOL_ARGUMENTS);

  /** Every decision there is, as far as it was made: a span of the facade takes one. */
  private static final AtomicReferenceArray<ContentGate> KNOWN =
      new AtomicReferenceArray<>(CaptureMode.values().length << 3);

  /** Returns the decision for a span without an annotation. */
  public static ContentGate of(CapturePolicy policy, CaptureMode mode, SpanType type) {
    return of(policy, mode, type, Capture.DEFAULT, Capture.DEFAULT);
  }

  /** Returns the decision for a method whose annotation has these two settings. */
  public static ContentGate of(
      CapturePolicy policy, CaptureMode mode, SpanType type, Capture input, Capture output) {
    boolean isTool = mode == CaptureMode.NO_TOOL_CONTENT && type == SpanType.TOOL;
    CaptureMode kept = isTool ? CaptureMode.STRUCTURE : mode;
    boolean any = kept != CaptureMode.NONE;
    return known(
        any && captures(input, policy.input()),
        any && captures(output, policy.output()),
        kept.keepsText() && policy.exceptions() != ExceptionCapture.TYPE,
        kept);
  }

  private static ContentGate known(
      boolean input, boolean output, boolean errors, CaptureMode mode) {
    int place = mode.ordinal() << 3 | (input ? 4 : 0) | (output ? 2 : 0) | (errors ? 1 : 0);
    ContentGate known = KNOWN.get(place);
    if (known == null) {
      known = new ContentGate(input, output, errors, mode);
      KNOWN.set(place, known);
    }
    return known;
  }

  private static boolean captures(Capture declared, boolean configured) {
    return declared == Capture.DEFAULT ? configured : declared == Capture.ON;
  }

  /** Returns true if something is kept of the side of a call, input or output, of the field. */
  public boolean captures(Field field) {
    return OF_OUTPUT.contains(field) ? output : input;
  }

  /** Returns true if the message of an error may be recorded, whatever it is read from. */
  public boolean keepsErrors() {
    return output && errors;
  }

  /**
   * Returns true if something of a field's values may be recorded.
   *
   * @param captured true if the input or output that it is read from is captured
   */
  public boolean admits(Field field, boolean captured) {
    if (field == Field.NONE) {
      return false;
    }
    if (!field.isContent() || field == Field.MODEL_OPTIONS) {
      return true;
    }
    if (!captured || field == Field.ERROR && !keepsErrors()) {
      return false;
    }
    return mode == CaptureMode.FULL || !TOOL_CONTENT.contains(field);
  }

  /**
   * Returns a snapshot of the part of a field's value that may be recorded; null for none.
   *
   * @param captured true if the input or output that it is read from is captured
   */
  public @Nullable Object kept(
      Field field, @Nullable Object value, boolean captured, ValueReader values) {
    if (value == null || !admits(field, captured)) {
      return null;
    }
    if (field == Field.STOP && !mode.keepsText()) {
      return null; // Words of a prompt.
    }
    if (field == Field.CUSTOM_ATTRIBUTES && !mode.keepsText()) {
      return mode == CaptureMode.NONE ? null : figures(value, values);
    }
    if (!field.isContent()) {
      return values.hold(value);
    }
    if (field == Field.MODEL_OPTIONS && (!captured || !mode.keepsText())) {
      return figures(value, values);
    }
    return content(value, values);
  }

  private static @Nullable RawJson figures(Object value, ValueReader values) {
    Object held = values.hold(value);
    String json = held instanceof RawJson raw ? raw.json() : values.json(held);
    return Structure.figures(json);
  }

  /** Returns a snapshot of the part of a value that may be recorded; null for null. */
  public @Nullable Object content(@Nullable Object value, ValueReader values) {
    if (value == null || mode == CaptureMode.FULL) {
      return value == null ? null : values.hold(value);
    }
    boolean isWhole =
        mode == CaptureMode.NO_TOOL_CONTENT && !Structure.hasToolContent(values.read(value));
    return isWhole ? values.hold(value) : Structure.of(value);
  }

  /**
   * Returns the value of an attribute of the application's own; null if it is left out. Without
   * text, numbers and flags are left.
   */
  public @Nullable Object attribute(@Nullable Object value) {
    if (mode.keepsText()) {
      return value;
    }
    boolean isFigure = value instanceof Number || value instanceof Boolean;
    return isFigure && mode == CaptureMode.STRUCTURE ? value : null;
  }

  /**
   * Returns the part of an extraction that may be recorded.
   *
   * @param captured true if the value that it was read from is captured
   */
  public Extraction admitted(Extraction read, boolean captured) {
    if (read == Extraction.NONE) {
      return read;
    }
    Extraction kept = captured ? ofMode(read) : read.withoutContent();
    Failure failure = kept.failure();
    return failure == null || errors ? kept : kept.with(failure.withoutMessage());
  }

  private Extraction ofMode(Extraction read) {
    return switch (mode) {
      case FULL -> read;
      case NO_TOOL_CONTENT -> Structure.withoutToolContent(read);
      case STRUCTURE -> Structure.of(read);
      case NONE -> read.withoutContent();
    };
  }
}
