package dev.raglan.contract.subject;

import dev.raglan.annotation.Traced;

/** Gives anything back, and counts how often. */
public class TracedEcho implements Echo<Object> {

  /** The number of calls. */
  private int calls;

  @Override
  @Traced
  public Object echo(Object value) {
    calls++;
    return value;
  }

  public int calls() {
    return calls;
  }
}
