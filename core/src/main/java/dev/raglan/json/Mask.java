package dev.raglan.json;

/** The fixed texts that stand where a value is hidden. */
final class Mask {

  /** For {@link dev.raglan.annotation.Masked}. */
  static final RawJson MASKED = new RawJson("\"***\"");

  /** For names that are redacted. */
  static final RawJson REDACTED = new RawJson('"' + Redactor.REDACTED + '"');

  private Mask() {}
}
