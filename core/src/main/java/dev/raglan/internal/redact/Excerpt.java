package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.internal.text.Cut;
import dev.raglan.internal.text.Escapes;
import dev.raglan.internal.text.TextBuffer;
import dev.raglan.internal.text.UsualEscapes;
import dev.raglan.model.CaptureLimits;

/**
 * The redacted beginning of a text.
 *
 * @param text redacted
 * @param end where the beginning ends; what the text has after it is not shown
 * @param leftOut how many characters of the original follow the beginning
 * @param kinds the kinds of characters that the text may have
 */
public record Excerpt(String text, int end, long leftOut, int kinds) {

  /** Returns the whole of a text that has these kinds of characters. */
  public static Excerpt whole(String text, int kinds) {
    return new Excerpt(text, text.length(), 0, kinds);
  }

  /** Returns the excerpt without what was looked at only to recognize secrets. */
  Excerpt withoutMargin(long unseen) {
    int kept = Cut.floor(text, Math.max(0, end - CaptureLimits.REDACTION_WINDOW));
    return new Excerpt(text, kept, unseen + end - kept, kinds);
  }

  /** Returns the number of characters in all. */
  public long total() {
    return end + leftOut;
  }

  /**
   * Returns the number of characters of the beginning that take at most {@code room} inside a JSON
   * string.
   */
  public int fitting(int room) {
    if (Escapes.alwaysFit(end, room)) {
      return end;
    }
    if (!Escapes.change(kinds)) {
      return Math.max(0, Math.min(end, room));
    }
    return UsualEscapes.suffice(kinds)
        ? UsualEscapes.fitting(text, end, room)
        : Escapes.fitting(text, end, room);
  }

  /** Appends that many characters as they are inside a JSON string. */
  public void appendTo(TextBuffer out, int kept) {
    if (!Escapes.change(kinds)) {
      out.append(text, 0, kept);
    } else if (UsualEscapes.suffice(kinds)) {
      UsualEscapes.append(out, text, kept);
    } else {
      Escapes.append(out, text, kept);
    }
  }

  /**
   * Returns the excerpt in at most {@code limit} characters, the marker of what is missing
   * included.
   */
  public String within(int limit) {
    if (leftOut == 0 && end <= limit) {
      return wellFormed(end);
    }
    int markerLength = Cut.markerLength(total(), limit);
    int kept = Cut.floor(text, Math.min(end, limit - markerLength));
    return wellFormed(kept) + Cut.marker(total() - kept, markerLength);
  }

  private String wellFormed(int kept) {
    return CharKinds.hasAll(kinds, CharKinds.SURROGATE)
        ? withoutLoneSurrogates(kept)
        : text.substring(0, kept);
  }

  private String withoutLoneSurrogates(int kept) {
    StringBuilder out = new StringBuilder(kept);
    for (int i = 0; i < kept; ) {
      int codePoint = text.codePointAt(i);
      int width = Character.charCount(codePoint);
      out.appendCodePoint(width == 1 && isSurrogate(codePoint) ? '\uFFFD' : codePoint);
      i += width;
    }
    return out.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
