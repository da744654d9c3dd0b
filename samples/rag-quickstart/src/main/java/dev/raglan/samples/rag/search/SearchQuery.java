package dev.raglan.samples.rag.search;

import java.util.List;

/**
 * A question made ready for search.
 *
 * @param question the question as it was asked
 * @param terms its stemmed words, without stop words
 * @param synonyms stemmed words that mean the like, which count for less
 */
record SearchQuery(String question, List<String> terms, List<String> synonyms) {}
