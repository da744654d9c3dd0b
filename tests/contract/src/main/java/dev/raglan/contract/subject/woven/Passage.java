package dev.raglan.contract.subject.woven;

import dev.raglan.annotation.Masked;
import dev.raglan.annotation.Traced;

/**
 * A record with a step of its own.
 *
 * @param text what it says
 * @param author who says so
 */
public record Passage(String text, @Masked String author) {

  @Traced("score")
  public double score(String query) {
    return text.contains(query) ? 1 : 0;
  }

  @Traced("passage of")
  public static Passage of(String text) {
    return new Passage(text, "anonymous");
  }
}
