package dev.raglan.samples.rag.corpus;

/**
 * A citation of a document.
 *
 * @param documentId its id
 * @param title its title
 * @param words how many words it has
 */
public record Citation(String documentId, String title, int words) {}
