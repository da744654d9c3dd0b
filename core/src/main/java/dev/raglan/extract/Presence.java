package dev.raglan.extract;

import dev.raglan.internal.Safe;

/** Tells which optional libraries the application has. */
final class Presence {

  private Presence() {}

  /** Whether the class is there; it is not initialized. */
  static boolean of(String type) {
    return Safe.orNull(() -> Class.forName(type, false, Presence.class.getClassLoader())) != null;
  }
}
