package dev.raglan.client;

import dev.raglan.model.ScaleSpanType;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The type of a stored span: one of {@link ScaleSpanType}, or a word that the service adds later.
 * Immutable; compared by its word.
 */
public final class StoredType {

  private final String word;

  private StoredType(String word) {
    this.word = Objects.requireNonNull(word, "type");
  }

  /** Returns the known type. */
  public static StoredType of(ScaleSpanType type) {
    return new StoredType(type.name());
  }

  /**
   * Returns the type of that word, known or not.
   *
   * @param word the service's word, case-sensitive
   */
  public static StoredType of(String word) {
    return new StoredType(word);
  }

  /** Returns the service's word, such as {@code COMPLETION}. */
  public String word() {
    return word;
  }

  /** Returns the known type of that word; empty if there is none. */
  public Optional<ScaleSpanType> known() {
    return Arrays.stream(ScaleSpanType.values())
        .filter(type -> type.name().equals(word))
        .findFirst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredType type && word.equals(type.word);
  }

  @Override
  public int hashCode() {
    return word.hashCode();
  }

  /** Returns the service's word. */
  @Override
  public String toString() {
    return word;
  }
}
