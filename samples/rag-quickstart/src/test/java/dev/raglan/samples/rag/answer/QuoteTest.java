package dev.raglan.samples.rag.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.raglan.samples.rag.search.RetrievedDoc;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteTest {

  private static final RetrievedDoc WHALE =
      new RetrievedDoc("a#1", "A", "The white whale swims. The ship sails. A white sail.", 0.9);
  private static final RetrievedDoc OVERLAP =
      new RetrievedDoc("a#2", "A", "The white whale swims. Every whale breathes.", 0.8);

  @Test
  void takesTheSentencesThatShareMostWithTheQuestion() {
    assertThat(Quote.best("Where is the white whale?", List.of(WHALE), 3))
        .extracting(Quote::sentence)
        .containsExactly("The white whale swims.");
  }

  @Test
  void quotesASentenceOnceThoughChunksOverlap() {
    assertThat(Quote.best("whale", List.of(WHALE, OVERLAP), 3))
        .extracting(Quote::sentence, Quote::source)
        .containsExactly(tuple("The white whale swims.", 1), tuple("Every whale breathes.", 2));
  }

  @Test
  void quotesNothingThatSharesNothing() {
    assertThat(Quote.best("xyzzy", List.of(WHALE, OVERLAP), 3)).isEmpty();
  }
}
