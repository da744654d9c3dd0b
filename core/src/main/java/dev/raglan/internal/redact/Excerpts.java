package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.internal.text.TextBuffer;
import dev.raglan.model.CaptureLimits;

/**
 * Makes excerpts of texts: redacts them, and looks at no more of them than it must.
 *
 * @param redactor what hides the secrets
 * @param scratch room to look a text through in; what is written there stays
 */
public record Excerpts(SafeRedactor redactor, TextBuffer scratch) {

  /**
   * As much of the text, redacted, as may be needed to fill the room.
   *
   * <p>Of a long text only the room and a margin are redacted. The margin is then dropped: at its
   * end stands perhaps the beginning of a secret that no redactor could recognize. Data in base64
   * is written as its kind and size first.
   */
  public Excerpt of(CharSequence text, int room) {
    return of(text, text.length(), room);
  }

  /**
   * Returns an excerpt of a text of which only the beginning is there.
   *
   * @param whole how long the whole text is
   */
  public Excerpt of(CharSequence given, long whole, int room) {
    long window = (long) room + CaptureLimits.REDACTION_WINDOW;
    boolean isOfJdk = given instanceof String || given instanceof StringBuilder;
    InlineData.Described data = isOfJdk ? InlineData.described(given.toString(), window) : null;
    CharSequence text = data == null ? given : data.beginning();
    long length = data == null ? whole : data.length() + whole - given.length();
    if (length <= window && length == text.length()) {
      return redacted(text.toString());
    }
    int seen = (int) Math.min(window, text.length());
    return redacted(text.subSequence(0, seen).toString()).withoutMargin(length - seen);
  }

  /** Returns the text, redacted, which is not a long one. */
  public String redact(String given) {
    int kinds = scratch.kindsOf(given);
    return redactor.redact(withoutNul(given, kinds), kinds);
  }

  /** Returns the text with U+FFFD for NUL, which databases refuse. */
  static String withoutNul(String text, int kinds) {
    return CharKinds.mayHaveControls(kinds) ? text.replace('\0', '\uFFFD') : text;
  }

  private Excerpt redacted(String given) {
    RedactedTexts known = redactor.known();
    if (known == null) {
      return redactedAnew(given);
    }
    Excerpt redacted = known.of(given);
    if (redacted == null) {
      redacted = redactedAnew(given);
      known.add(given, redacted);
    }
    return redacted;
  }

  private Excerpt redactedAnew(String given) {
    int givenKinds = scratch.kindsOf(given);
    String text = withoutNul(given, givenKinds);
    int kinds = text.equals(given) ? givenKinds : scratch.kindsOf(text);
    String redacted = redactor.redact(text, kinds);
    boolean same = redacted.equals(text);
    return Excerpt.whole(redacted, same ? kinds : scratch.kindsOf(redacted));
  }
}
