package dev.raglan.internal.redact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last texts that were redacted, by their identity: what one call holds is written by each
 * dialect in turn. Keeps the texts from being freed, so it is to be dropped with the call. Used by
 * one thread.
 */
final class RedactedTexts {

  /** Shorter texts are redacted sooner than found. */
  private static final int LEAST_LENGTH = 16;

  /** The most texts: those of the messages or documents of most calls. */
  private static final int MOST = 16;

  private @Nullable String[] texts = {};

  /** The texts as they were redacted, each at the place of its text. */
  private @Nullable Excerpt[] redacted = {};

  private int next;

  /** Returns the text as it was redacted; null if it is not known. */
  @SuppressWarnings("ReferenceEquality") // The same text is written again, not an equal one.
  @Nullable Excerpt of(String text) {
    if (text.length() >= LEAST_LENGTH) {
      for (int i = 0; i < texts.length; i++) {
        if (texts[i] == text) {
          return redacted[i];
        }
      }
    }
    return null;
  }

  void add(String text, Excerpt whole) {
    if (text.length() < LEAST_LENGTH) {
      return;
    }
    if (next == texts.length) {
      int size = Math.min(MOST, Math.max(4, 2 * texts.length));
      next = texts.length == size ? 0 : next; // The oldest gives way.
      texts = Arrays.copyOf(texts, size);
      redacted = Arrays.copyOf(redacted, size);
    }
    texts[next] = text;
    redacted[next++] = whole;
  }
}
