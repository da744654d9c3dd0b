package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says where each feature lives names types and packages that exist. */
class ArchitecturePageTest {

  private static final Path PAGE = Path.of("../docs/architecture.md");
  private static final Path SOURCES = Path.of("src/main/java/dev/raglan");
  private static final List<Path> PUBLISHED =
      Stream.of("../core", "../aspectj", "../spring-boot-starter", "../extensions/kafka")
          .map(module -> Path.of(module, "src/main"))
          .toList();
  private static final Pattern SOURCE = Pattern.compile("(\\w+)\\.(?:java|aj)");
  private static final Pattern ROW = Pattern.compile("^\\| [^|]+ \\| (`[A-Z].*) \\|$");
  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)`");
  private static final Pattern PACKAGE = Pattern.compile("\\binternal\\.[a-z]+\\b");

  @Test
  void namesTypesThatExist() throws IOException {
    List<String> named =
        Files.readAllLines(PAGE).stream()
            .flatMap(line -> ROW.matcher(line).results())
            .map(row -> row.group(1))
            .flatMap(types -> TYPE.matcher(types).results())
            .map(type -> type.group(1))
            .toList();
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(types()).containsAll(named);
  }

  @Test
  void namesEveryInternalPackage() throws IOException {
    Set<String> named =
        PACKAGE
            .matcher(Files.readString(PAGE))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    try (Stream<Path> folders = Files.list(SOURCES.resolve("internal"))) {
      assertThat(named)
          .containsExactlyInAnyOrderElementsOf(
              folders.map(folder -> "internal." + folder.getFileName()).toList());
    }
  }

  private static Set<String> types() throws IOException {
    Set<String> types = new HashSet<>();
    for (Path sources : PUBLISHED) {
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .map(file -> SOURCE.matcher(file.getFileName().toString()))
            .filter(Matcher::matches)
            .forEach(name -> types.add(name.group(1)));
      }
    }
    return types;
  }
}
