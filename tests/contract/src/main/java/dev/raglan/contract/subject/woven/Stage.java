package dev.raglan.contract.subject.woven;

import dev.raglan.annotation.Traced;

/** An enum with a step of its own. */
public enum Stage {
  FIRST {
    @Override
    @Traced("overridden by a constant")
    String describe() {
      return "the first";
    }
  },
  LAST;

  @Traced("describe")
  String describe() {
    return "a stage";
  }

  /** The description of a stage. */
  public static String of(Stage stage) {
    return stage.describe();
  }
}
