package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.internal.text.Escapes;
import dev.raglan.internal.text.TextBuffer;
import dev.raglan.model.CaptureLimits;
import org.jspecify.annotations.Nullable;

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
    if (given instanceof String text && whole == text.length() && whole <= window) {
      return ofWhole(text, window);
    }
    boolean isOfJdk = given instanceof String || given instanceof StringBuilder;
    InlineData.Described data = isOfJdk ? InlineData.described(given.toString(), window) : null;
    return of(given, whole, data, window);
  }

  /**
   * Returns true for a short text that leaves as it is, in JSON too: of an id or a word no excerpt
   * need be made.
   */
  public boolean isWhole(String text) {
    if (text.length() >= RedactedTexts.LEAST_LENGTH) {
      return false;
    }
    int kinds = scratch.kindsOf(text);
    return !Escapes.change(kinds) && redactor.redact(text, kinds).equals(text);
  }

  /** Returns the excerpt of a text that is no longer than what is looked at. */
  private Excerpt ofWhole(String given, long window) {
    RedactedTexts known = redactor.known();
    Excerpt before = known == null ? null : known.of(given);
    if (before != null) {
      return before;
    }
    int kinds = scratch.kindsOf(given);
    InlineData.Described data =
        InlineData.mayBeIn(kinds) ? InlineData.described(given, window) : null;
    if (data != null) {
      return of(given, given.length(), data, window);
    }
    Excerpt redacted = redactedAnew(given, kinds);
    if (known != null) {
      known.add(given, redacted);
    }
    return redacted;
  }

  private Excerpt of(
      CharSequence given, long whole, InlineData.@Nullable Described data, long window) {
    CharSequence text = data == null ? given : data.beginning();
    long length = data == null ? whole : data.length() + whole - given.length();
    if (length <= window && length == text.length()) {
      return redactedAnew(text.toString());
    }
    int seen = (int) Math.min(window, text.length());
    return redactedAnew(text.subSequence(0, seen).toString()).withoutMargin(length - seen);
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

  private Excerpt redactedAnew(String given) {
    return redactedAnew(given, scratch.kindsOf(given));
  }

  private Excerpt redactedAnew(String given, int givenKinds) {
    String text = withoutNul(given, givenKinds);
    int kinds = text.equals(given) ? givenKinds : scratch.kindsOf(text);
    String redacted = redactor.redact(text, kinds);
    boolean same = redacted.equals(text);
    return Excerpt.whole(redacted, same ? kinds : scratch.kindsOf(redacted));
  }
}
