package dev.raglan.samples.rag.corpus;

/**
 * A document of the corpus.
 *
 * @param id its file name without {@code .md}
 * @param title its first heading
 * @param text everything below the heading
 */
public record CorpusDocument(String id, String title, String text) {}
