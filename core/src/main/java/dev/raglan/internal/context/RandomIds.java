package dev.raglan.internal.context;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Random ids that need not be secret, so that they are not drawn from a secure source. */
public final class RandomIds {

  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000000000000000L;

  private RandomIds() {}

  /** Returns a random UUID. */
  public static UUID uuid() {
    return new UUID(high(), low());
  }

  /** Returns the higher half of a random UUID. */
  public static long high() {
    return (ThreadLocalRandom.current().nextLong() & ~0xf000L) | VERSION_4;
  }

  /** Returns the lower half of a random UUID. */
  public static long low() {
    return (ThreadLocalRandom.current().nextLong() & 0x3fffffffffffffffL) | VARIANT;
  }
}
