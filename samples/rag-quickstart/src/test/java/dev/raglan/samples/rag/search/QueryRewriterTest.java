package dev.raglan.samples.rag.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryRewriterTest {

  private final QueryRewriter rewriter = new QueryRewriter();

  @Test
  void dropsWordsThatOnlyAskAndStemsTheRest() {
    assertThat(rewriter.rewrite("What do the sampled traces cost?").terms())
        .containsExactly("sampl", "trace", "cost");
  }

  @Test
  void addsSynonymsThatTheQuestionDoesNotHave() {
    assertThat(rewriter.rewrite("cost and price").synonyms())
        .contains("currenc")
        .doesNotContain("cost", "price");
  }

  @Test
  void boundsAQuestionWithoutEnd() {
    StringBuilder endless = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      endless.append("word").append(i).append(' ');
    }
    assertThat(rewriter.rewrite(endless.toString()).terms()).hasSizeLessThan(100);
  }
}
