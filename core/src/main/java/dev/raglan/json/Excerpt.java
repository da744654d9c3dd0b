package dev.raglan.json;

/**
 * The redacted beginning of a text.
 *
 * @param text redacted
 * @param leftOut how many characters of the original follow it
 */
record Excerpt(String text, long leftOut) {

  /**
   * As much of the text, redacted, as may be needed to fill the room.
   *
   * <p>Of a long text only the room and a margin are redacted. The margin is then dropped: at its
   * end stands perhaps the beginning of a secret that no redactor could recognize.
   */
  static Excerpt of(CharSequence text, int room, Redactor redactor) {
    return of(text, text.length(), room, redactor);
  }

  /**
   * The same of a text of which only the beginning is there.
   *
   * @param length how long the whole text is
   */
  static Excerpt of(CharSequence text, long length, int room, Redactor redactor) {
    long window = (long) room + JsonLimits.REDACTION_WINDOW;
    if (length <= window && length == text.length()) {
      return new Excerpt(redactor.redact(text.toString()), 0);
    }
    int seen = (int) Math.min(window, text.length());
    String redacted = redactor.redact(text.subSequence(0, seen).toString());
    int kept = Cut.floor(redacted, Math.max(0, redacted.length() - JsonLimits.REDACTION_WINDOW));
    return new Excerpt(redacted.substring(0, kept), length - seen + redacted.length() - kept);
  }

  /** The excerpt in at most {@code limit} characters, the marker of what is missing included. */
  String within(int limit) {
    if (leftOut == 0 && text.length() <= limit) {
      return wellFormed(text, text.length());
    }
    long total = leftOut + text.length();
    int markerLength = Cut.markerLength(total, limit);
    int kept = Cut.floor(text, Math.min(text.length(), limit - markerLength));
    return wellFormed(text, kept) + Cut.marker(total - kept, markerLength);
  }

  private static String wellFormed(String text, int end) {
    for (int i = 0; i < end; i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceLoneSurrogates(text, end);
      }
    }
    return text.substring(0, end);
  }

  private static String replaceLoneSurrogates(String text, int end) {
    StringBuilder out = new StringBuilder(end);
    for (int i = 0; i < end; ) {
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
