package dev.raglan.internal.message;

import dev.raglan.model.Message.Reasoning;
import org.jspecify.annotations.Nullable;

/**
 * Reasoning that may grow: the text that its provider discloses, and the size of what comes
 * encrypted, which is never kept. Not thread-safe.
 */
final class GrowingReasoning {

  private final JoinedText text;
  private @Nullable Long encrypted;

  GrowingReasoning(String separator, JoinedText.Room room) {
    this.text = new JoinedText(separator, room);
  }

  /** Adds to the text; null and an empty one add nothing. */
  void add(@Nullable String more) {
    text.add(more);
  }

  /** Adds to what is encrypted; null adds nothing. */
  void addEncrypted(@Nullable Long bytes) {
    encrypted = sum(encrypted, bytes);
  }

  boolean isEmpty() {
    return text.isEmpty() && encrypted == null;
  }

  /** Returns the reasoning so far. */
  Reasoning part() {
    String disclosed = text.text();
    return new Reasoning(disclosed == null ? "" : disclosed, encrypted);
  }

  /** Returns two parts that follow each other as one. */
  static Reasoning joined(Reasoning earlier, String separator, Reasoning later) {
    boolean both = !earlier.text().isEmpty() && !later.text().isEmpty();
    return new Reasoning(
        earlier.text() + (both ? separator : "") + later.text(),
        sum(earlier.encryptedBytes(), later.encryptedBytes()));
  }

  static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : (Long) (one + other);
  }
}
