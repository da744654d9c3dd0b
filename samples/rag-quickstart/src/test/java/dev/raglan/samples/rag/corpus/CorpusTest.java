package dev.raglan.samples.rag.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class CorpusTest {

  private final List<CorpusDocument> documents =
      new Corpus(new PathMatchingResourcePatternResolver()).documents();

  @Test
  void holdsAtLeastThirtyDocuments() {
    assertThat(documents).hasSizeGreaterThanOrEqualTo(30);
  }

  @Test
  void holdsTextsAboutRaglanOfReadableLength() {
    assertThat(documents)
        .filteredOn(document -> document.id().startsWith("raglan-"))
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(
            document -> assertThat(document.text().split("\\s+").length).isBetween(150, 400));
  }

  @Test
  void givesEveryDocumentATitleAndText() {
    assertThat(documents)
        .allSatisfy(
            document -> {
              assertThat(document.title()).isNotBlank().doesNotStartWith("#");
              assertThat(document.text()).isNotBlank();
            });
  }
}
