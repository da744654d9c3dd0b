package dev.raglan.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages of the documentation, by their paths relative to the root of the repository. */
final class Pages {

  static final Path ROOT = Path.of("../..");

  private static final String FENCE = "```";

  private Pages() {}

  /** Returns README.md, the pages of docs, and the README.md of each sample. */
  static List<String> all() {
    return Stream.of(
            Stream.of(ROOT.resolve("README.md")),
            list(ROOT.resolve("docs")).filter(page -> page.toString().endsWith(".md")),
            list(ROOT.resolve("samples"))
                .map(sample -> sample.resolve("README.md"))
                .filter(Files::exists))
        .flatMap(pages -> pages)
        .map(page -> ROOT.relativize(page).toString().replace('\\', '/'))
        .sorted()
        .toList();
  }

  static List<String> lines(String page) {
    try {
      return Files.readAllLines(ROOT.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Snippet> snippets(String page) {
    List<Snippet> snippets = new ArrayList<>();
    List<String> lines = lines(page);
    for (int start = 0; start < lines.size(); start++) {
      if (lines.get(start).startsWith(FENCE)) {
        int end = start + 1;
        while (!lines.get(end).equals(FENCE)) {
          end++;
        }
        String language = lines.get(start).substring(FENCE.length()).strip();
        snippets.add(new Snippet(page, start + 2, language, lines.subList(start + 1, end)));
        start = end;
      }
    }
    return snippets;
  }

  static List<Snippet> snippets(String page, String language) {
    return snippets(page).stream().filter(it -> it.language().equals(language)).toList();
  }

  /** Returns the snippets of all pages in a language. */
  static Stream<Snippet> inLanguage(String language) {
    return all().stream().flatMap(page -> snippets(page, language).stream());
  }

  /** Returns the pages that have snippets in a language. */
  static Stream<String> withLanguage(String language) {
    return all().stream().filter(page -> !snippets(page, language).isEmpty());
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
