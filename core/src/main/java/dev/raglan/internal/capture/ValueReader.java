package dev.raglan.internal.capture;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Extraction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads values on the thread that passes them in. Thread-safe.
 *
 * @param gatherer takes snapshots of values, to be rendered later
 * @param extractor reads usage, messages and documents out of it
 */
public record ValueReader(ValueSnapshotter gatherer, Function<Object, Extraction> extractor) {

  private static final PerClass<RawJson> TYPES =
      new PerClass<>(type -> new RawJson('"' + Placeholder.of(type).text() + '"'));

  /** Returns a snapshot of the value. */
  public @Nullable Object hold(Object value) {
    return gatherer.hold(value);
  }

  /** Returns the value as it can be kept and read later; null if it can only be read now. */
  public @Nullable Object whole(Object value) {
    return gatherer.whole(value);
  }

  /**
   * Returns the value as it can be kept and read later by the names of its members, though not by
   * others of its class; null if it can only be read now.
   */
  public @Nullable Object copy(Object value) {
    return gatherer.copy(value);
  }

  /** Returns true if the value itself can be kept, as it never changes. */
  public boolean keeps(Object value) {
    return gatherer.whole(value) == value;
  }

  /** Returns a snapshot as JSON text. */
  String json(@Nullable Object held) {
    return gatherer.renderer().json(held);
  }

  /** Returns the usage, messages and documents of the value. */
  public Extraction read(Object value) {
    return extractor.apply(value);
  }

  /** Returns true if no instance of the class ever changes, so that it can be read later. */
  public boolean vouchesFor(Class<?> type) {
    return gatherer.vouchesFor(type);
  }

  /** Returns the type of a value, in the place of one of which everything else is read. */
  public Object typeOf(Object value) {
    return TYPES.get(value.getClass());
  }
}
