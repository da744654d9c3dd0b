package dev.raglan.internal.invoke;

import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.model.Extraction;
import org.jspecify.annotations.Nullable;

/**
 * The values that were gathered when a method was called.
 *
 * @param arguments the captured arguments; null if none are
 * @param bindings the fields and attributes that arguments are
 * @param read the extraction of the arguments
 * @param unread the value among them that is read later; null if all were read
 */
record Gathered(
    @Nullable Arguments arguments, Bindings bindings, Extraction read, @Nullable Object unread) {

  /** No values. */
  static final Gathered NOTHING = new Gathered(null, Bindings.NONE, Extraction.NONE, null);
}
