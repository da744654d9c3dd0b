package dev.raglan.json;

import java.util.Arrays;

/**
 * Patterns that share a need, so that where it is not met all of them are skipped at once.
 *
 * @param needed {@link CharKinds} without which none of them matches
 * @param patterns in the order in which they are tried
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and looped over for every text.
record AnchoredPatterns(int needed, AnchoredPattern[] patterns) {

  private static final int HIDDEN = CharKinds.of(Redactor.REDACTED);

  static AnchoredPatterns of(AnchoredPattern... patterns) {
    int shared =
        Arrays.stream(patterns).mapToInt(AnchoredPattern::needed).reduce(~0, (a, b) -> a & b);
    return new AnchoredPatterns(shared, patterns);
  }

  /**
   * The text with every match replaced; the same instance if there is none.
   *
   * @param kinds at least the kinds of characters that the text has
   */
  String redact(String text, int kinds) {
    return CharKinds.hasAll(kinds, needed) ? redactEach(text, kinds) : text;
  }

  private String redactEach(String text, int kinds) {
    String redacted = text;
    for (AnchoredPattern pattern : patterns) {
      redacted = pattern.redact(redacted, after(text, redacted, kinds));
    }
    return redacted;
  }

  /** The kinds that a text may have after redaction. */
  static int after(String text, String redacted, int kinds) {
    return redacted.equals(text) ? kinds : kinds | HIDDEN;
  }
}
