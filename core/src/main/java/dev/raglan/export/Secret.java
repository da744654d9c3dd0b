package dev.raglan.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret text, such as an API key, that {@link #toString()} does not reveal. Immutable. */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Returns a secret of that text. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** Returns the text itself. */
  public String reveal() {
    return value;
  }

  /** Returns true if the other is a secret of the same text; takes the same time for any text. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns {@code ***}. */
  @Override
  public String toString() {
    return "***";
  }
}
