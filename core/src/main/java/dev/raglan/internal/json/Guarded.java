package dev.raglan.internal.json;

import dev.raglan.internal.safe.Safe;
import org.jspecify.annotations.Nullable;

/**
 * Values, null among them, whose reading may throw anything.
 *
 * <p>Like {@link Safe}, without a lambda around the lambda.
 */
public final class Guarded {

  /** A source of a value or null that may throw anything. */
  @FunctionalInterface
  public interface Source {

    /** The value. */
    public @Nullable Object get() throws Throwable;
  }

  private Guarded() {}

  /** The source's value; the fallback if it throws. */
  public static @Nullable Object get(Source source, @Nullable Object fallback) {
    try {
      return source.get();
    } catch (Throwable thrown) {
      return fallback;
    }
  }
}
