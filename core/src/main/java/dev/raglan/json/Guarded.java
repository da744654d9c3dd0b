package dev.raglan.json;

import dev.raglan.internal.Safe;
import org.jspecify.annotations.Nullable;

/**
 * Values, null among them, whose reading may throw anything.
 *
 * <p>Like {@link Safe}, without a lambda around the lambda.
 */
final class Guarded {

  /** A source of a value or null that may throw anything. */
  @FunctionalInterface
  interface Source {

    /** The value. */
    @Nullable Object get() throws Throwable;
  }

  private Guarded() {}

  /** The source's value; the fallback if it throws. */
  static @Nullable Object get(Source source, @Nullable Object fallback) {
    try {
      return source.get();
    } catch (Throwable thrown) {
      return fallback;
    }
  }
}
