package dev.raglan.internal.context;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists of words, such as tags. */
public final class TagWords {

  private TagWords() {}

  /** Those that are there: neither null nor blank. */
  public static List<String> of(Collection<? extends @Nullable String> given) {
    List<String> words = new ArrayList<>(given.size());
    for (String each : given) {
      if (each != null && !each.isBlank()) {
        words.add(each);
      }
    }
    return words;
  }
}
