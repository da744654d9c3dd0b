package dev.raglan.internal.pricing;

import org.jspecify.annotations.Nullable;

/** Counts the tokens of a text. */
interface TextTokens {

  /** Returns the number of tokens that the text has for the model. */
  int count(String text, @Nullable String model);
}
