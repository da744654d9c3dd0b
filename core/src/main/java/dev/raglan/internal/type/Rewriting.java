package dev.raglan.internal.type;

import org.jspecify.annotations.Nullable;

/** Makes a plain tree of a value before it is written. */
@FunctionalInterface
interface Rewriting {

  /** The tree; no more of it than may be needed to fill the room, in characters. */
  @Nullable Object rewrite(Object value, int room) throws Exception;
}
