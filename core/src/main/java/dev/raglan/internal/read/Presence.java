package dev.raglan.internal.read;

import dev.raglan.internal.safe.Safe;

/** Tells which optional libraries the application has. */
public final class Presence {

  private Presence() {}

  /** Whether the class is there; it is not initialized. */
  public static boolean of(String type) {
    return Safe.orNull(() -> Class.forName(type, false, Presence.class.getClassLoader())) != null;
  }
}
