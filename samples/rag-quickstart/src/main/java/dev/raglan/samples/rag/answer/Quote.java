package dev.raglan.samples.rag.answer;

import dev.raglan.samples.rag.corpus.EnglishTerms;
import dev.raglan.samples.rag.corpus.Sentences;
import dev.raglan.samples.rag.search.RetrievedDoc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A sentence of a source that may answer a question.
 *
 * @param sentence the sentence
 * @param source the source's number, from 1
 * @param score the weight of the question's words in it, times how well the source fits
 */
record Quote(String sentence, int source, double score) {

  private static final int MAX_TERMS = 64;

  /** The fewest terms of a sentence that answers anything: "Call me Ishmael." has two. */
  private static final int MIN_TERMS = 3;

  /** The share of the best score below which a sentence is left out. */
  private static final double WORTH_QUOTING = 0.6;

  /** The best sentences, in the order of their sources. */
  static List<Quote> best(String question, List<RetrievedDoc> sources, int limit) {
    Set<String> wanted = Set.copyOf(EnglishTerms.ofQuestion(question, MAX_TERMS));
    List<Quote> candidates = candidates(wanted, sources);
    double top = candidates.stream().mapToDouble(Quote::score).max().orElse(0);
    return candidates.stream()
        .filter(quote -> quote.score() > 0 && quote.score() >= WORTH_QUOTING * top)
        .sorted(Comparator.comparingDouble(Quote::score).reversed())
        .limit(limit)
        .sorted(Comparator.comparingInt(Quote::source))
        .toList();
  }

  /** Every sentence once: chunks overlap. */
  private static List<Quote> candidates(Set<String> wanted, List<RetrievedDoc> sources) {
    Map<String, Quote> quotes = new LinkedHashMap<>();
    Map<String, Double> weights = weights(wanted, sources);
    for (int i = 0; i < sources.size(); i++) {
      RetrievedDoc source = sources.get(i);
      double fit = source.score() * coverage(wanted, source.documentId(), sources);
      for (String sentence : Sentences.of(source.content())) {
        Set<String> terms = terms(sentence);
        if (EnglishTerms.ofQuestion(sentence, MIN_TERMS).size() == MIN_TERMS) {
          double weight = terms.stream().mapToDouble(term -> weights.getOrDefault(term, 0d)).sum();
          quotes.putIfAbsent(sentence, new Quote(sentence, i + 1, weight * fit));
        }
      }
    }
    return new ArrayList<>(quotes.values());
  }

  /** Returns the weight of each wanted term: a word that few sentences have says more. */
  private static Map<String, Double> weights(Set<String> wanted, List<RetrievedDoc> sources) {
    List<Set<String>> sentences =
        sources.stream()
            .flatMap(source -> Sentences.of(source.content()).stream())
            .distinct()
            .map(Quote::terms)
            .toList();
    return wanted.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                term -> {
                  long with = sentences.stream().filter(each -> each.contains(term)).count();
                  return Math.log(1 + (double) sentences.size() / (1 + with));
                }));
  }

  /** Returns the share of the wanted terms that the sources out of a document have together. */
  private static double coverage(
      Set<String> wanted, String documentId, List<RetrievedDoc> sources) {
    Set<String> terms =
        sources.stream()
            .filter(source -> source.documentId().equals(documentId))
            .flatMap(source -> terms(source.title() + ' ' + source.content()).stream())
            .collect(Collectors.toSet());
    long covered = wanted.stream().filter(terms::contains).count();
    return wanted.isEmpty() ? 0 : (double) covered / wanted.size();
  }

  private static Set<String> terms(String text) {
    return Set.copyOf(EnglishTerms.of(text));
  }
}
