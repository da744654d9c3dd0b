package dev.raglan.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists of words, such as tags. */
final class Words {

  private Words() {}

  /** Those that are there: neither null nor blank. */
  static List<String> of(Collection<? extends @Nullable String> given) {
    List<String> words = new ArrayList<>(given.size());
    for (String each : given) {
      if (each != null && !each.isBlank()) {
        words.add(each);
      }
    }
    return words;
  }
}
