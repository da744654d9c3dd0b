package dev.raglan.contract.subject.woven;

import dev.raglan.annotation.Traced;

/** An enum whose methods are steps, because the type is. */
@Traced
public enum Grade {
  HIGH,
  LOW;

  /** The grade of a score. */
  public static Grade of(double score) {
    return valueOf(score > values().length ? "HIGH" : "LOW");
  }
}
