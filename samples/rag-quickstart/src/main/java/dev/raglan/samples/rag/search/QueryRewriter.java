package dev.raglan.samples.rag.search;

import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import dev.raglan.samples.rag.corpus.EnglishTerms;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Rewrites a question for search by two rules: drop what says nothing, add what means the like. */
@Service
class QueryRewriter {

  private static final int MAX_TERMS = 64;

  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("llm", "model generation"),
          Map.entry("cost", "price pricing currency"),
          Map.entry("price", "cost pricing"),
          Map.entry("hide", "mask redact exclude"),
          Map.entry("secret", "password redact mask"),
          Map.entry("privacy", "redaction secret mask"),
          Map.entry("private", "redaction secret mask"),
          Map.entry("thread", "context propagation"),
          Map.entry("async", "context thread future"),
          Map.entry("stream", "flux publisher chunk"),
          Map.entry("error", "exception failure"),
          Map.entry("fail", "exception error"),
          Map.entry("configure", "property yaml setting"),
          Map.entry("setting", "property yaml configuration"),
          Map.entry("search", "retrieval retrieve"),
          Map.entry("split", "chunk"),
          Map.entry("freedom", "liberty"),
          Map.entry("liberty", "freedom"),
          Map.entry("gun", "arms"),
          Map.entry("whale", "sea ship"));

  private static final Map<String, Set<String>> STEMMED_SYNONYMS =
      SYNONYMS.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  entry -> EnglishTerms.of(entry.getKey()).get(0),
                  entry -> Set.copyOf(EnglishTerms.of(entry.getValue()))));

  @RagEvent(RagEventType.SUB_QUESTION)
  public SearchQuery rewrite(String question) {
    List<String> terms = EnglishTerms.ofQuestion(question, MAX_TERMS);
    return new SearchQuery(question, terms, synonyms(terms));
  }

  private static List<String> synonyms(List<String> terms) {
    Set<String> synonyms = new LinkedHashSet<>();
    terms.forEach(term -> synonyms.addAll(STEMMED_SYNONYMS.getOrDefault(term, Set.of())));
    terms.forEach(synonyms::remove);
    return synonyms.stream().limit(MAX_TERMS).sorted().toList();
  }
}
