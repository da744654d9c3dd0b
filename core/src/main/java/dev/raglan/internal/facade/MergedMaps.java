package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/** Merges the maps that are set for a field one after the other, key by key. */
final class MergedMaps {

  private MergedMaps() {}

  /** Returns the value of the field: both maps if both are, else the later value. */
  static Object of(Field field, Object before, Object value) {
    boolean merges = field == Field.CUSTOM_ATTRIBUTES || field == Field.MODEL_OPTIONS;
    if (!merges || !(before instanceof Map<?, ?> old) || !(value instanceof Map<?, ?> added)) {
      return value;
    }
    Map<Object, Object> merged = new LinkedHashMap<>(old);
    merged.putAll(added);
    return merged;
  }
}
