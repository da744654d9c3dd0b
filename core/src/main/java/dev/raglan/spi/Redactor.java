package dev.raglan.spi;

/**
 * Takes secrets out of text before it is cut, kept or sent.
 *
 * <p>Implementations are thread-safe and take time linear in the text. One that throws or returns
 * null fails closed: the whole text becomes {@value #REDACTED}.
 */
@FunctionalInterface
public interface Redactor {

  /** The text in place of a secret. */
  String REDACTED = "__REDACTED__";

  /**
   * Returns the text without its secrets; the same instance if it has none.
   *
   * @param text the whole text or, of a very long one, its beginning
   */
  String redact(String text);

  /**
   * Returns true if the value under this name is hidden whatever it is; it is then not even read.
   *
   * @param name of a property, a map key or a parameter
   */
  default boolean redactsField(String name) {
    return false;
  }
}
