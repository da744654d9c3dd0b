package dev.raglan.internal.facade;

import dev.raglan.internal.context.RandomIds;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The reference id of a span. One that was drawn is a number until its text is asked for, which the
 * worker does as a rule. Immutable and thread-safe.
 */
final class ReferenceId {

  private final long high;
  private final long low;

  /** The text, made when it is asked for; whoever loses a race makes an equal one. */
  private @Nullable String text;

  private ReferenceId(long high, long low, @Nullable String text) {
    this.high = high;
    this.low = low;
    this.text = text;
  }

  /** Draws an id. */
  static ReferenceId random() {
    return new ReferenceId(RandomIds.high(), RandomIds.low(), null);
  }

  /** Returns the id that the application gave. */
  static ReferenceId of(String given) {
    return new ReferenceId(0, 0, given);
  }

  String text() {
    String known = text;
    if (known == null) {
      known = new UUID(high, low).toString();
      text = known;
    }
    return known;
  }
}
