package dev.raglan.internal.invoke;

import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.model.Extraction;
import org.jspecify.annotations.Nullable;

/**
 * What was gathered when a method was called.
 *
 * @param arguments the captured arguments; null if none are
 * @param bindings what the arguments are
 * @param read what was read out of the arguments
 */
record Gathered(@Nullable Arguments arguments, Bindings bindings, Extraction read) {

  /** Nothing was. */
  static final Gathered NOTHING = new Gathered(null, Bindings.NONE, Extraction.NONE);
}
