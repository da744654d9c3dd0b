package dev.raglan.internal.facade;

import dev.raglan.model.Status;
import java.util.Arrays;
import java.util.Locale;

/**
 * A status as somebody said it.
 *
 * @param status what it means; {@link Status#UNKNOWN} for a word of the application's own
 * @param text how it is written
 */
public record StatusText(Status status, String text) {

  public static StatusText of(Status status) {
    return new StatusText(status, status.id());
  }

  /** The seeds' words are understood; any other is kept as it is. */
  public static StatusText of(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "error" -> of(Status.FAILURE);
      case "cancelled" -> of(Status.CANCELED);
      default ->
          Arrays.stream(Status.values())
              .filter(status -> status.id().equals(word))
              .findFirst()
              .map(StatusText::of)
              .orElseGet(() -> new StatusText(Status.UNKNOWN, text));
    };
  }
}
