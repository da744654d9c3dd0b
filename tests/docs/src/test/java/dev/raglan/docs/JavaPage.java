package dev.raglan.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java snippets of a page as compilation units of one package.
 *
 * <p>A page is read from top to bottom: a snippet may use the imports of the snippets before it,
 * and the types that any of them declares. The page's prelude, a resource with a class {@code
 * Prelude}, declares the types and variables that the prose presumes. It sees the imports of the
 * whole page, so that it names no package of Raglan.
 */
final class JavaPage {

  private static final Pattern IMPORT = Pattern.compile("import (static )?[\\w.]+(\\.\\*)?;");

  private final String page;
  private final JavaSyntax syntax;
  private final Map<String, String> imports = new LinkedHashMap<>();

  JavaPage(String page, JavaSyntax syntax) {
    this.page = page;
    this.syntax = syntax;
  }

  /**
   * Returns the snippets, each in the first shape in which it parses, and the prelude. A snippet
   * that parses in none is in the shape whose first error comes last.
   */
  List<JavaUnit> units() {
    List<List<JavaUnit>> snippets = new ArrayList<>();
    for (Snippet snippet : Pages.snippets(page, "java")) {
      collectImports(snippet);
      snippets.add(shapes(snippet));
    }
    Map<JavaUnit, Long> firstErrors =
        syntax.firstErrors(snippets.stream().flatMap(List::stream).toList());
    List<JavaUnit> units = new ArrayList<>();
    for (List<JavaUnit> shapes : snippets) {
      units.add(best(shapes, firstErrors));
    }
    units.add(prelude());
    return units;
  }

  private List<JavaUnit> shapes(Snippet snippet) {
    return Stream.of(SnippetShape.values()).map(shape -> unit(snippet, shape)).toList();
  }

  private static JavaUnit best(List<JavaUnit> shapes, Map<JavaUnit, Long> firstErrors) {
    return shapes.stream()
        .reduce((best, shape) -> firstErrors.get(shape) > firstErrors.get(best) ? shape : best)
        .orElseThrow();
  }

  private void collectImports(Snippet snippet) {
    snippet.forEachLine(
        (text, place) -> {
          if (isImport(text)) {
            imports.putIfAbsent(text, place);
          }
        });
  }

  private JavaUnit unit(Snippet snippet, SnippetShape shape) {
    JavaUnit unit = unitWithImports(shape.name() + snippet.line());
    unit.add(shape.open(snippet), snippet.toString());
    snippet.forEachLine((text, place) -> unit.add(isImport(text) ? "" : text, place));
    unit.add(shape.close(), snippet.toString());
    return unit;
  }

  private JavaUnit prelude() {
    String resource = "preludes/" + page.replaceFirst("\\.md$", ".java");
    Snippet prelude = new Snippet(resource, 1, "java", read(resource).lines().toList());
    JavaUnit unit = unitWithImports("Prelude");
    prelude.forEachLine(unit::add);
    return unit;
  }

  private JavaUnit unitWithImports(String name) {
    JavaUnit unit = new JavaUnit(name);
    unit.add("package page;", page);
    imports.forEach(unit::add);
    return unit;
  }

  private static boolean isImport(String line) {
    return IMPORT.matcher(line).matches();
  }

  private static String read(String resource) {
    try (InputStream in = JavaPage.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null
          ? "abstract class Prelude {}"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
