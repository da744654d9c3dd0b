package dev.raglan.spi;

/**
 * Takes note of the parts of a call's lists that a dialect leaves out. Where several dialects leave
 * some out, the highest count is written. Used by one thread.
 */
public interface TruncationCounts {

  /** Notes that so many messages are missing. */
  void messages(int count);

  /** Notes that so many parts of one message are missing. */
  void messageParts(int count);

  /** Notes that so many documents are missing. */
  void documents(int count);

  /** Notes that so many offered tools are missing. */
  void tools(int count);

  /** Notes that so many embeddings are missing. */
  void embeddings(int count);
}
