package dev.raglan.client;

import dev.raglan.model.Status;
import java.util.Objects;
import java.util.Optional;

/**
 * The status of a stored span. A word that the service adds later is a status too. Immutable;
 * compared by its word.
 *
 * <p>Source: {@code SpanStatus} of Scale's spans resource.
 */
public final class StoredStatus {

  /** The work was done. */
  public static final StoredStatus SUCCESS = new StoredStatus("SUCCESS");

  /** The work failed. */
  public static final StoredStatus ERROR = new StoredStatus("ERROR");

  /** The work was stopped. */
  public static final StoredStatus CANCELED = new StoredStatus("CANCELED");

  private final String word;

  private StoredStatus(String word) {
    this.word = Objects.requireNonNull(word, "status");
  }

  /**
   * Returns the status of that word, known or not.
   *
   * @param word the service's word, case-sensitive
   */
  public static StoredStatus of(String word) {
    return new StoredStatus(word);
  }

  /** Returns the outcome that means the same; empty for a word that is not known. */
  public Optional<Status> known() {
    return switch (word) {
      case "SUCCESS" -> Optional.of(Status.SUCCESS);
      case "ERROR" -> Optional.of(Status.FAILURE);
      case "CANCELED" -> Optional.of(Status.CANCELED);
      default -> Optional.empty();
    };
  }

  /** Returns the service's word, such as {@code SUCCESS}. */
  public String word() {
    return word;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredStatus status && word.equals(status.word);
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
