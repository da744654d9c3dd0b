package dev.raglan.json;

import dev.raglan.internal.Safe;
import org.jspecify.annotations.Nullable;

/** Values read inside {@link Safe}, null among them. */
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
    @Nullable Object[] result = {fallback};
    boolean read =
        Safe.get(
            () -> {
              result[0] = source.get();
              return true;
            },
            () -> false);
    return read ? result[0] : fallback;
  }
}
