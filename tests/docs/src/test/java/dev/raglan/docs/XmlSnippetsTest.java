package dev.raglan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class XmlSnippetsTest {

  static Stream<Snippet> snippets() {
    return Pages.inLanguage("xml");
  }

  static Stream<String> pages() {
    return Pages.withLanguage("xml");
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void arePartsOfPoms(Snippet snippet) {
    assertThat(PagePom.part(snippet)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void takeTheVersionFromTheBom(String page) {
    for (Model pom : PagePom.of(page)) {
      assertThat(pom.getDependencyManagement())
          .as("managed dependencies at %s", pom.getName())
          .isNotNull();
      assertThat(pom.getDependencyManagement().getDependencies())
          .as("managed dependencies at %s", pom.getName())
          .extracting(Dependency::getManagementKey)
          .contains("dev.raglan:raglan-bom:pom");
      assertThat(raglans(pom))
          .as("dependencies at %s", pom.getName())
          .isNotEmpty()
          .extracting(Dependency::getVersion)
          .containsOnlyNulls();
    }
  }

  private static List<Dependency> raglans(Model pom) {
    return pom.getDependencies().stream()
        .filter(dependency -> dependency.getGroupId().equals("dev.raglan"))
        .toList();
  }
}
