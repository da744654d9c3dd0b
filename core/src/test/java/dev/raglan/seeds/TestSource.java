package dev.raglan.seeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source of a test class, by its methods. */
final class TestSource {

  private static final Path TESTS = Path.of("src/test/java/dev/raglan");
  private static final Pattern NAME = Pattern.compile("(\\w+)(?:\\(| =)");
  private static final Pattern WORD = Pattern.compile("\\w+");

  private final Path directory;
  private final Map<String, String> methods = new LinkedHashMap<>();

  private TestSource(Path directory) {
    this.directory = directory;
  }

  static TestSource of(String otherPackage, String type) throws IOException {
    String in = otherPackage == null ? "seeds" : otherPackage.replaceFirst("^raglan\\.?", "");
    TestSource source = new TestSource(TESTS.resolve(in.replace('.', '/')));
    StringBuilder method = new StringBuilder();
    for (String line : Files.readAllLines(source.directory.resolve(type + ".java"))) {
      method.append(line).append('\n');
      if (line.equals("  }") || line.matches("  \\S.*;")) {
        source.add(method.toString());
        method.setLength(0);
      }
    }
    return source;
  }

  /** Adds a method or a field under the first name that is declared. */
  private void add(String part) {
    for (String line : part.split("\n")) {
      Matcher name = NAME.matcher(line);
      boolean isDeclaration =
          line.startsWith("  ") && !line.startsWith("   ") && !line.startsWith("  @");
      if (isDeclaration && name.find()) {
        methods.merge(name.group(1), part, String::concat);
        return;
      }
    }
  }

  /**
   * Returns the method, the methods of its class that it names, and the other classes of its
   * package that these name.
   */
  String reachedFrom(String name) throws IOException {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(name);
    while (!open.isEmpty()) {
      String next = open.remove();
      Path other = directory.resolve(next + ".java");
      boolean isOther = Character.isUpperCase(next.charAt(0)) && Files.exists(other);
      String text = isOther ? Files.readString(other) : methods.get(next);
      if (text != null && reached.add(text) && !isOther) {
        WORD.matcher(text).results().forEach(word -> open.add(word.group()));
      }
    }
    return String.join("\n", reached);
  }
}
