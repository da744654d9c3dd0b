package dev.raglan.internal.capture;

import dev.raglan.internal.json.NamedValues;
import org.jspecify.annotations.Nullable;

/**
 * The captured arguments of one call, by parameter name.
 *
 * <p>Each value is one that {@link ValueSnapshotter#hold} returned: safe to render later, on any
 * thread.
 *
 * @param names the names of the captured parameters; shared by all calls of the method
 * @param values their values, in the same order
 */
@SuppressWarnings("ArrayRecordComponent") // One allocation a call; the array is never written to.
public record Arguments(NamedValues.Names names, @Nullable Object[] values) {

  /** Returns true if the value is one of them. */
  boolean has(@Nullable Object value) {
    for (Object each : values) {
      if (each == value) {
        return true;
      }
    }
    return false;
  }

  /** Returns the input as it is written: the only argument alone, several as an object by name. */
  public @Nullable Object asInput() {
    return values.length == 1 ? values[0] : byName();
  }

  /** Returns the input as an object by name, of however many arguments. */
  public NamedValues byName() {
    return new NamedValues(names, values);
  }
}
