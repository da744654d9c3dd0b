package dev.raglan.internal.facade;

import dev.raglan.model.Status;
import java.util.Arrays;
import java.util.Locale;

/**
 * A status as an application set it.
 *
 * @param status its meaning; {@link Status#UNKNOWN} for a word of the application's own
 * @param text its written form
 */
record StatusText(Status status, String text) {

  static StatusText of(Status status) {
    return new StatusText(status, status.id());
  }

  /** Returns the status of a text; one that is not known is kept as it is. */
  static StatusText of(String text) {
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
