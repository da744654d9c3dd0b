package dev.raglan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md names the modules and the checks that there are. */
class ContributingTest {

  private static final String PAGE = "CONTRIBUTING.md";
  private static final Pattern CHECK = Pattern.compile("`(\\w+Test)`");
  private static final Pattern FOLDER = Pattern.compile("`([\\w-]+(?:/[\\w.-]+)+)`");
  private static final Pattern MODULE = Pattern.compile("<module>([\\w/-]+)</module>");

  @Test
  void namesChecksThatExist() throws IOException {
    assertThat(tests()).containsAll(named(CHECK));
  }

  @Test
  void namesFoldersThatExist() throws IOException {
    assertThat(named(FOLDER))
        .isNotEmpty()
        .filteredOn(folder -> !folder.contains("/target/"))
        .allSatisfy(folder -> assertThat(Pages.ROOT.resolve(folder)).exists());
  }

  @Test
  void namesEveryModule() throws IOException {
    String text = text(PAGE);
    List<String> modules =
        MODULE.matcher(text("pom.xml")).results().map(found -> found.group(1)).toList();
    assertThat(modules)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            module ->
                assertThat(text)
                    .containsAnyOf(
                        "`" + module + "`",
                        "`" + Path.of(module).getParent() + "`",
                        "`" + Path.of(module).getFileName() + "`"));
  }

  private static Set<String> named(Pattern pattern) throws IOException {
    return pattern
        .matcher(text(PAGE))
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Pages.ROOT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }

  private static String text(String page) throws IOException {
    return Files.readString(Pages.ROOT.resolve(page));
  }
}
