package dev.raglan.internal.record;

import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.model.Extraction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is needed of a value that is handed over, on the caller's thread. Thread-safe.
 *
 * @param gatherer makes the value fit to be rendered later
 * @param extractor reads usage, messages and documents out of it
 */
public record ValueReader(ValueSnapshotter gatherer, Function<Object, Extraction> extractor) {

  public @Nullable Object hold(Object value) {
    return gatherer.hold(value);
  }

  public Extraction read(Object value) {
    return extractor.apply(value);
  }
}
