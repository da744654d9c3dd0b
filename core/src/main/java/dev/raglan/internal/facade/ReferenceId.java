package dev.raglan.internal.facade;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes reference ids: unique, but no secret, so they need not be drawn from a secure source. */
final class ReferenceId {

  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000000000000000L;

  private ReferenceId() {}

  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | VERSION_4;
    long low = (random.nextLong() & 0x3fffffffffffffffL) | VARIANT;
    return new UUID(high, low).toString();
  }
}
