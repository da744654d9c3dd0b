package dev.raglan.internal.read;

import dev.raglan.internal.safe.Safe;

/** Finds out which optional libraries the application has. */
public final class Presence {

  private Presence() {}

  /** Returns true if the class is present; it is not initialized. */
  public static boolean of(String type) {
    return Safe.orNull(() -> Class.forName(type, false, Presence.class.getClassLoader())) != null;
  }
}
