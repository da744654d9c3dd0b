package dev.raglan.samples.rag;

/**
 * A citation of a document.
 *
 * @param documentId its id
 * @param title its title
 * @param words how many words it has
 */
record Citation(String documentId, String title, int words) {}
