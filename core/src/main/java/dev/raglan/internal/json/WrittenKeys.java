package dev.raglan.internal.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a map that were written: those that have become the same text, such as two secrets, 1
 * and "1", or null and "null", are numbered, so that no entry takes the place of another.
 *
 * <p>Keys that are texts and are written as they are differ already: they are noted alone.
 */
final class WrittenKeys {

  private final @Nullable List<String> usual;
  private @Nullable Set<String> all;

  /**
   * @param size the number of keys to come
   */
  WrittenKeys(long size) {
    this.usual = size > 1 ? new ArrayList<>() : null;
  }

  /**
   * Returns the key, or the key with a number.
   *
   * @param isText true for a text that is written as it is
   */
  String distinct(String key, boolean isText) {
    List<String> written = usual;
    if (written == null) {
      return key;
    }
    Set<String> known = all;
    if (known == null) {
      if (isText) {
        written.add(key);
        return key;
      }
      known = new HashSet<>(written);
      all = known;
    }
    String name = key;
    for (int number = known.size(); !known.add(name); number++) {
      name = key + "#" + number;
    }
    return name;
  }
}
