package dev.raglan.samples.rag.corpus;

/**
 * A passage of a document, small enough to be searched and cited.
 *
 * @param id the document's id, {@code #} and the chunk's number
 * @param documentId the document it is from
 * @param title the document's title
 * @param content the passage
 */
public record Chunk(String id, String documentId, String title, String content) {}
