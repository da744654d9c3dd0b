package dev.raglan.samples.rag.answer;

import dev.raglan.samples.rag.corpus.EnglishTerms;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A grader: how much of an answer stands in its sources. */
public final class Groundedness {

  private Groundedness() {}

  /** The share of the answer's words that occur in a source, from 0 to 1. */
  public static double of(Answer answer) {
    Set<String> known = new HashSet<>();
    answer.sources().forEach(source -> known.addAll(EnglishTerms.of(source.content())));
    List<String> said = EnglishTerms.of(answer.text());
    long grounded = said.stream().filter(known::contains).count();
    return said.isEmpty() ? 0 : (double) grounded / said.size();
  }
}
