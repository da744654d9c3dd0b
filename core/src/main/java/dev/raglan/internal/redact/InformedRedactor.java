package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;

/** A redactor that is told what is known of a text or a name already. */
@FunctionalInterface
public interface InformedRedactor extends Redactor {

  /**
   * Returns the text without its secrets; the same instance if it has none.
   *
   * @param kinds at least the {@link CharKinds} that the text has
   */
  String redact(String text, int kinds);

  @Override
  default String redact(String text) {
    return redact(text, CharKinds.of(text));
  }

  /** Returns true if it redacts texts; one that only knows names does not. */
  default boolean isForTexts() {
    return true;
  }

  /** Returns true if it may redact values by their names. */
  default boolean isForNames() {
    return false;
  }
}
