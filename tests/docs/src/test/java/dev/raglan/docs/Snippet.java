package dev.raglan.docs;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * A fenced block of a page.
 *
 * @param page the page, relative to the root of the repository
 * @param line the number of the first line after the opening fence, from 1
 * @param language the word after the opening fence, empty if there is none
 * @param lines the text between the fences
 */
record Snippet(String page, int line, String language, List<String> lines) {

  String text() {
    return String.join("\n", lines) + "\n";
  }

  /** Calls with each line and its place. */
  void forEachLine(BiConsumer<String, String> action) {
    for (int i = 0; i < lines.size(); i++) {
      action.accept(lines.get(i), at(line + i));
    }
  }

  /** Returns the page and a line of it, as compilers print them. */
  String at(int lineOfPage) {
    return page + ":" + lineOfPage;
  }

  @Override
  public String toString() {
    return at(line);
  }
}
