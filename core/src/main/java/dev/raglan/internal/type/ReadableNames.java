package dev.raglan.internal.type;

import java.util.Set;

/** Names under which values of a class may be read by their shape. Thread-safe. */
public final class ReadableNames {

  /** Returns the names that may be looked up in values of the class. */
  public Set<String> of(Class<?> type) {
    return TypeView.of(type).names();
  }
}
