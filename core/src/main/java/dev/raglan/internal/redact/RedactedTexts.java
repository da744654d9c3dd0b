package dev.raglan.internal.redact;

import org.jspecify.annotations.Nullable;

/**
 * The texts that were redacted for one call, or for the spans of a batch: a message is written by
 * each dialect, and a document that was retrieved is reranked and given to a model by other spans.
 *
 * <p>A text is known by its identity, and found by its length and a few characters. Keeps the texts
 * from being freed, so it is to be dropped with the call or the batch. Used by one thread.
 */
public final class RedactedTexts {

  /** Shorter texts are redacted sooner than found. */
  static final int LEAST_LENGTH = 16;

  /** The least and the most places. */
  private static final int SMALLEST = 8;

  private static final int LARGEST = 1_024;

  /** The most characters: with as many, all are forgotten. */
  private static final int MOST_CHARACTERS = 1 << 20;

  /** The places where a text may be, from its own onwards. */
  private static final int PLACES = 4;

  /** The redactors that the texts were redacted by; null before the first. */
  private @Nullable Object redactors;

  private @Nullable String[] texts = {};

  /** The texts as they were redacted, each at the place of its text. */
  private @Nullable Excerpt[] redacted = {};

  private int size;
  private int characters;

  /** Returns true if all texts are redacted by these redactors. */
  @SuppressWarnings("ReferenceEquality") // Of the same pipeline.
  boolean areOf(Object given) {
    if (redactors == null) {
      redactors = given;
    }
    return redactors == given;
  }

  /** Returns the text as it was redacted; null if it is not known. */
  @SuppressWarnings("ReferenceEquality") // The same text is written again, not an equal one.
  @Nullable Excerpt of(String text) {
    if (text.length() >= LEAST_LENGTH && size > 0) {
      int place = place(text);
      for (int i = 0; i < PLACES; i++) {
        int at = (place + i) & (texts.length - 1);
        if (texts[at] == text) {
          return redacted[at];
        }
      }
    }
    return null;
  }

  void add(String text, Excerpt whole) {
    int length = text.length() + whole.text().length();
    if (text.length() < LEAST_LENGTH || length > MOST_CHARACTERS) {
      return;
    }
    if (length > MOST_CHARACTERS - characters) {
      forget(texts.length);
    }
    if (2 * size >= texts.length) {
      grow();
    }
    put(text, whole);
    characters += length;
  }

  /** Puts the text at a free place, else at its own, where another gives way. */
  private void put(String text, Excerpt whole) {
    int place = place(text);
    int at = place;
    for (int i = PLACES - 1; i >= 0; i--) {
      int next = (place + i) & (texts.length - 1);
      at = texts[next] == null ? next : at;
    }
    size += texts[at] == null ? 1 : 0;
    texts[at] = text;
    redacted[at] = whole;
  }

  private void grow() {
    @Nullable String[] known = texts;
    @Nullable Excerpt[] knownRedacted = redacted;
    int before = characters;
    forget(Math.max(SMALLEST, 2 * known.length));
    if (2 * known.length > LARGEST) {
      return; // As many as there may be: all are forgotten.
    }
    characters = before;
    for (int i = 0; i < known.length; i++) {
      String text = known[i];
      Excerpt whole = knownRedacted[i];
      if (text != null && whole != null) {
        put(text, whole);
      }
    }
  }

  private void forget(int places) {
    texts = new String[Math.min(LARGEST, places)];
    redacted = new Excerpt[texts.length];
    size = 0;
    characters = 0;
  }

  private int place(String text) {
    int length = text.length();
    int some = length * 31 + text.charAt(length - 1);
    some = some * 31 + text.charAt(length / 2);
    some = some * 31 + text.charAt(length / 4);
    some = some * 31 + text.charAt(length / 8);
    return some * 0x9E3779B1 >>> 16 & texts.length - 1;
  }
}
