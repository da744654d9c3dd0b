package dev.raglan.internal.type;

import dev.raglan.internal.redact.Excerpt;
import dev.raglan.internal.text.CharKinds;
import dev.raglan.internal.text.Escapes;
import dev.raglan.internal.text.TextBuffer;

/**
 * The name of a property, with all that can be told of it before a value is written.
 *
 * @param text the name
 * @param first the name as JSON if it is the first, its colon included
 * @param next the name as JSON if another is before it, with a comma
 */
public record MemberName(String text, String first, String next) {

  private static final int MAX_LENGTH = 256;

  public static MemberName of(String name) {
    TextBuffer json = new TextBuffer().append(",\"");
    Excerpt shown = shown(name, CharKinds.of(name));
    shown.appendTo(json, shown.end());
    String next = json.append("\":").toString();
    return new MemberName(name, next.substring(1), next);
  }

  /** Returns true if the name is written whole and without escapes. */
  public static boolean isShownAsItIs(String name, int kinds) {
    return name.length() <= MAX_LENGTH && !Escapes.change(kinds);
  }

  /** Returns the name as far as it is written. */
  public static Excerpt shown(String name, int kinds) {
    Excerpt whole = Excerpt.whole(name, kinds);
    return name.length() <= MAX_LENGTH ? whole : Excerpt.whole(whole.within(MAX_LENGTH), kinds);
  }
}
