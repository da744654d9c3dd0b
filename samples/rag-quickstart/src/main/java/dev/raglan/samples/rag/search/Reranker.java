package dev.raglan.samples.rag.search;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import dev.raglan.samples.rag.corpus.EnglishTerms;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * Reorders chunks by what BM25 does not see: how many of the question's words a chunk covers, how
 * close together they stand, how many of them its title has, and how many the chunks of its
 * document have together.
 */
@Service
class Reranker {

  private static final double RETRIEVAL_WEIGHT = 0.25;
  private static final double COVERAGE_WEIGHT = 0.2;
  private static final double DOCUMENT_WEIGHT = 0.25;
  private static final double PROXIMITY_WEIGHT = 0.15;
  private static final double TITLE_WEIGHT = 0.15;

  @RagEvent(RagEventType.RERANKING)
  public List<RetrievedDoc> rerank(
      @Bind(value = Field.QUERY, path = "question") SearchQuery query,
      @Bind(Field.DOCUMENTS) List<RetrievedDoc> candidates,
      @Bind(Field.TOP_K) int keep) {
    double best = candidates.stream().mapToDouble(RetrievedDoc::score).max().orElse(1);
    Map<String, String> documents =
        candidates.stream()
            .collect(
                Collectors.toMap(
                    RetrievedDoc::documentId,
                    RetrievedDoc::content,
                    (one, other) -> one + '\n' + other));
    return candidates.stream()
        .map(
            candidate -> {
              String whole = documents.getOrDefault(candidate.documentId(), "");
              return candidate.withScore(score(query.terms(), candidate, whole, best));
            })
        .sorted(Comparator.comparingDouble(RetrievedDoc::score).reversed())
        .limit(keep)
        .toList();
  }

  private static double score(
      List<String> terms, RetrievedDoc candidate, String document, double best) {
    TermWindow content = TermWindow.of(terms, EnglishTerms.of(candidate.content()));
    TermWindow title = TermWindow.of(terms, EnglishTerms.of(candidate.title()));
    return RETRIEVAL_WEIGHT * candidate.score() / best
        + COVERAGE_WEIGHT * content.coverage()
        + DOCUMENT_WEIGHT * TermWindow.of(terms, EnglishTerms.of(document)).coverage()
        + PROXIMITY_WEIGHT * content.proximity()
        + TITLE_WEIGHT * title.coverage();
  }
}
