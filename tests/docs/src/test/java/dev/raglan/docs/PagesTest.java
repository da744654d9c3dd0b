package dev.raglan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

  @ParameterizedTest
  @MethodSource("dev.raglan.docs.Pages#all")
  void haveSnippetsOnlyInLanguagesThatTheBuildReads(String page) {
    assertThat(Pages.snippets(page))
        .allSatisfy(
            snippet ->
                assertThat(snippet.language())
                    .as("language of the snippet at %s", snippet)
                    .isIn("java", "yaml", "xml", "json", ""));
  }

  @ParameterizedTest
  @MethodSource("dev.raglan.docs.Pages#all")
  void linkToFilesThatExist(String page) {
    Path folder = Pages.ROOT.resolve(page).getParent();
    List<String> lines = Pages.lines(page);
    List<String> broken =
        IntStream.range(0, lines.size())
            .boxed()
            .flatMap(
                line ->
                    targets(lines.get(line))
                        .filter(target -> !target.contains(":"))
                        .filter(target -> !Files.exists(folder.resolve(target)))
                        .map(target -> page + ":" + (line + 1) + ": " + target))
            .toList();
    assertThat(broken).isEmpty();
  }

  @Test
  void haveJsonThatParses() {
    assertThat(Pages.inLanguage("json"))
        .isNotEmpty()
        .allSatisfy(
            snippet ->
                assertThat(new ObjectMapper().readTree(snippet.text()))
                    .as("%s", snippet)
                    .isNotNull());
  }

  private static Stream<String> targets(String line) {
    return LINK.matcher(line).results().map((MatchResult link) -> link.group(1));
  }
}
