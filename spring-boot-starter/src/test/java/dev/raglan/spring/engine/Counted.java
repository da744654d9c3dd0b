package dev.raglan.spring.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** A superclass of a library's, with a method that only its own package calls. */
public class Counted {

  private final AtomicInteger count = new AtomicInteger();

  int count() {
    return count.incrementAndGet();
  }

  /** Calls it. */
  public static int of(Counted counted) {
    return counted.count();
  }
}
