package dev.raglan.samples.rag.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.samples.rag.corpus.EnglishTerms;
import java.util.List;
import org.junit.jupiter.api.Test;

class RerankerTest {

  private final Reranker reranker = new Reranker();
  private final SearchQuery query =
      new SearchQuery("quick fox", EnglishTerms.of("quick fox"), List.of());

  @Test
  void prefersTheChunkThatCoversMoreOfTheQuestion() {
    assertThat(ranked(doc("one", "a quick hare", 5), doc("both", "a quick brown fox", 5)))
        .containsExactly("both", "one");
  }

  @Test
  void prefersTermsThatStandCloseTogether() {
    String apart = "quick words and many more words of another kind and then a fox";
    assertThat(ranked(doc("apart", apart, 5), doc("close", "the quick fox", 5)))
        .containsExactly("close", "apart");
  }

  @Test
  void prefersATitleThatHasTheTerms() {
    RetrievedDoc titled = new RetrievedDoc("titled", "The quick fox", "a quick fox", 5);
    assertThat(ranked(doc("plain", "a quick fox", 5), titled)).containsExactly("titled", "plain");
  }

  @Test
  void keepsNoMoreThanAskedFor() {
    List<RetrievedDoc> candidates = List.of(doc("a", "fox", 1), doc("b", "quick fox", 2));
    assertThat(reranker.rerank(query, candidates, 1))
        .extracting(RetrievedDoc::id)
        .containsExactly("b");
  }

  @Test
  void returnsNothingForNothing() {
    assertThat(reranker.rerank(query, List.of(), 4)).isEmpty();
  }

  private List<String> ranked(RetrievedDoc... candidates) {
    return reranker.rerank(query, List.of(candidates), 10).stream().map(RetrievedDoc::id).toList();
  }

  private static RetrievedDoc doc(String id, String content, double score) {
    return new RetrievedDoc(id, "Untitled", content, score);
  }
}
