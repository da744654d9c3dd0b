package dev.raglan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaSnippetsTest {

  private static final Path PRELUDES = Path.of("src/test/resources/preludes");

  private static final JavaSyntax SYNTAX = new JavaSyntax();

  static Stream<String> pages() {
    return Pages.withLanguage("java");
  }

  static Stream<Snippet> snippets() {
    return Pages.inLanguage("java");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void compile(String page) {
    assertThat(SYNTAX.errors(new JavaPage(page, SYNTAX).units())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void nameNoInternalPackage(Snippet snippet) {
    assertThat(snippet.text()).doesNotContain("dev.raglan.internal");
  }

  @Test
  void haveNoPreludesThatImportWhatTheReaderMustImport() throws IOException {
    for (Path prelude : preludes()) {
      assertThat(Files.readString(prelude)).as("%s", prelude).doesNotContain("dev.raglan");
    }
  }

  @Test
  void haveNoPreludesWithoutAPage() throws IOException {
    assertThat(preludes())
        .extracting(
            prelude ->
                PRELUDES.relativize(prelude).toString().replace('\\', '/').replace(".java", ".md"))
        .isNotEmpty()
        .isSubsetOf(pages().toList());
  }

  private static List<Path> preludes() throws IOException {
    try (Stream<Path> files = Files.walk(PRELUDES)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
