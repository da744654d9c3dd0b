package dev.raglan.contract.subject;

import dev.raglan.annotation.Traced;

/** Has a bridge method that the compiler wrote. */
public class TextEcho implements Echo<String> {

  @Override
  @Traced
  public String echo(String value) {
    return value;
  }
}
