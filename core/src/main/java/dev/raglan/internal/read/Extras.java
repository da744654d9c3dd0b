package dev.raglan.internal.read;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the metadata of documents, as far as it can be kept: plain values under their names. */
public final class Extras {

  private Extras() {}

  /** Returns the plain values of the metadata; empty if it is not a map. */
  public static Map<String, Object> of(@Nullable Object metadata) {
    Map<String, Object> extras = new LinkedHashMap<>();
    if (metadata instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> each : map.entrySet()) {
        Object value = plain(each.getValue());
        if (each.getKey() != null && value != null && extras.size() < Limits.EXTRAS) {
          extras.put(String.valueOf(each.getKey()), value);
        }
      }
    }
    return extras;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    boolean immutable =
        value instanceof String || value instanceof Boolean || value instanceof Number;
    return immutable ? value : value instanceof UUID ? value.toString() : null;
  }
}
