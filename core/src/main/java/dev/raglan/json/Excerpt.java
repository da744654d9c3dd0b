package dev.raglan.json;

/**
 * The redacted beginning of a text.
 *
 * @param text redacted
 * @param end where the beginning ends; what the text has after it is not shown
 * @param leftOut how many characters of the original follow the beginning
 * @param kinds the kinds of characters that the text may have
 */
record Excerpt(String text, int end, long leftOut, int kinds) {

  /** The whole of a text that is not to be redacted. */
  static Excerpt whole(String text) {
    return new Excerpt(text, text.length(), 0, CharKinds.of(text));
  }

  /**
   * As much of the text, redacted, as may be needed to fill the room.
   *
   * <p>Of a long text only the room and a margin are redacted. The margin is then dropped: at its
   * end stands perhaps the beginning of a secret that no redactor could recognize.
   */
  static Excerpt of(CharSequence text, int room, SafeRedactor redactor) {
    return of(text, text.length(), room, redactor);
  }

  /**
   * The same of a text of which only the beginning is there.
   *
   * @param length how long the whole text is
   */
  static Excerpt of(CharSequence text, long length, int room, SafeRedactor redactor) {
    long window = (long) room + JsonLimits.REDACTION_WINDOW;
    if (length <= window && length == text.length()) {
      return redacted(text.toString(), redactor);
    }
    int seen = (int) Math.min(window, text.length());
    return redacted(text.subSequence(0, seen).toString(), redactor).withoutMargin(length - seen);
  }

  private static Excerpt redacted(String text, SafeRedactor redactor) {
    int kinds = CharKinds.of(text);
    String redacted = redactor.redact(text, kinds);
    return redacted.equals(text) ? new Excerpt(text, text.length(), 0, kinds) : whole(redacted);
  }

  private Excerpt withoutMargin(long unseen) {
    int kept = Cut.floor(text, Math.max(0, end - JsonLimits.REDACTION_WINDOW));
    return new Excerpt(text, kept, unseen + end - kept, kinds);
  }

  /** How many characters there are in all. */
  long total() {
    return end + leftOut;
  }

  /** How many characters of the beginning take at most {@code room} inside a JSON string. */
  int fitting(int room) {
    if (Escapes.alwaysFit(end, room)) {
      return end;
    }
    return Escapes.change(kinds)
        ? Escapes.fitting(text, end, room)
        : Math.max(0, Math.min(end, room));
  }

  /** Appends that many characters as they are inside a JSON string. */
  void appendTo(TextBuffer out, int kept) {
    if (Escapes.change(kinds)) {
      Escapes.append(out, text, kept);
    } else {
      out.append(text, 0, kept);
    }
  }

  /** The excerpt in at most {@code limit} characters, the marker of what is missing included. */
  String within(int limit) {
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
