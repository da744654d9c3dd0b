package dev.raglan.samples.rag.search;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import dev.raglan.samples.rag.corpus.EnglishTerms;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Reorders chunks by what BM25 does not see: how many of the question's words a chunk covers, how
 * close together they stand, and how many of them its title has.
 */
@Service
class Reranker {

  private static final double RETRIEVAL_WEIGHT = 0.4;
  private static final double COVERAGE_WEIGHT = 0.3;
  private static final double PROXIMITY_WEIGHT = 0.15;
  private static final double TITLE_WEIGHT = 0.15;

  @RagEvent(RagEventType.RERANKING)
  public List<RetrievedDoc> rerank(
      @Bind(value = Field.QUERY, path = "question") SearchQuery query,
      @Bind(Field.DOCUMENTS) List<RetrievedDoc> candidates,
      @Bind(Field.TOP_K) int keep) {
    double best = candidates.stream().mapToDouble(RetrievedDoc::score).max().orElse(1);
    return candidates.stream()
        .map(candidate -> candidate.withScore(score(query.terms(), candidate, best)))
        .sorted(Comparator.comparingDouble(RetrievedDoc::score).reversed())
        .limit(keep)
        .toList();
  }

  private static double score(List<String> terms, RetrievedDoc candidate, double best) {
    TermWindow content = TermWindow.of(terms, EnglishTerms.of(candidate.content()));
    TermWindow title = TermWindow.of(terms, EnglishTerms.of(candidate.title()));
    return RETRIEVAL_WEIGHT * candidate.score() / best
        + COVERAGE_WEIGHT * content.coverage()
        + PROXIMITY_WEIGHT * content.proximity()
        + TITLE_WEIGHT * title.coverage();
  }
}
