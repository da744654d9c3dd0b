package dev.raglan.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks the categories of a feedback. */
final class CategoryList {

  private static final int SHOWN = 32;
  private static final int SHOWN_LENGTH = 64;

  private CategoryList() {}

  /** A copy that is not empty. */
  static List<String> of(@Nullable List<String> categories) {
    List<String> copy =
        categories == null ? List.of() : categories.stream().filter(Objects::nonNull).toList();
    if (copy.isEmpty()) {
      throw new IllegalArgumentException(
          "categorical feedback needs at least one category to choose from");
    }
    return copy;
  }

  static void requireIn(List<String> categories, @Nullable String category) {
    if (category == null || !categories.contains(category)) {
      throw new IllegalArgumentException(
          "categorical feedback must be one of "
              + categories.stream().limit(SHOWN).map(CategoryList::shown).toList()
              + " but is "
              + (category == null ? "null" : "'" + shown(category) + "'"));
    }
  }

  /** The text fit for a message: short, and on one line. */
  private static String shown(String text) {
    String cut = text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
