package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that can match only where a literal text stands.
 *
 * <p>That text, the anchor, is looked for first, and only if the text has the kinds of characters
 * that the anchor and the rest of the pattern need. The pattern is tried nowhere else.
 *
 * @param pattern what is looked for; never matches nothing
 * @param anchor what every match has at the same place
 * @param lead how many characters the match begins before the anchor; negative if after its start
 * @param pivot how many characters after the anchor begins the pivot of its group stands
 * @param needed {@link CharKinds} without which nothing matches
 * @param replacement what takes the place of a match; null if it stays
 */
record AnchoredPattern(
    Pattern pattern,
    String anchor,
    int lead,
    int pivot,
    int needed,
    Function<MatchResult, @Nullable String> replacement) {

  /** A pattern that begins with its anchor; what it matches is hidden. */
  static AnchoredPattern of(String anchor, String regex) {
    return new AnchoredPattern(
        Pattern.compile(regex), anchor, 0, 0, CharKinds.of(anchor), match -> Redactor.REDACTED);
  }

  /** The same of a pattern that begins so many characters before its anchor. */
  AnchoredPattern leadingBy(int newLead) {
    return new AnchoredPattern(pattern, anchor, newLead, pivot, needed, replacement);
  }

  /** The same in a group that is found by a character, which its anchor has. */
  AnchoredPattern around(char character) {
    int at = anchor.indexOf(character);
    return at < 0 ? this : pivotAt(at);
  }

  /** The same in a group that is found by a character so far after the beginning of its anchor. */
  AnchoredPattern pivotAt(int newPivot) {
    return new AnchoredPattern(pattern, anchor, lead, newPivot, needed, replacement);
  }

  /** Whether the character before the pivot is one that the anchor has there. */
  boolean mayFollow(char before) {
    int at = pivot - 1;
    return at < 0 || at >= anchor.length() || anchor.charAt(at) == before;
  }

  /** The same of a pattern that needs more than the anchor. */
  AnchoredPattern needing(int kinds) {
    return new AnchoredPattern(pattern, anchor, lead, pivot, needed | kinds, replacement);
  }

  /** The same with another replacement. */
  AnchoredPattern replacedBy(Function<MatchResult, @Nullable String> newReplacement) {
    return new AnchoredPattern(pattern, anchor, lead, pivot, needed, newReplacement);
  }

  /**
   * The text with every match replaced; the same instance if there is none.
   *
   * @param kinds at least the kinds of characters that the text has
   */
  String redact(String text, int kinds) {
    if (!CharKinds.hasAll(kinds, needed)) {
      return text;
    }
    int first = text.indexOf(anchor);
    return first < 0 ? text : redactFrom(first, text);
  }

  private String redactFrom(int first, String text) {
    Matcher matcher = pattern.matcher(text).useTransparentBounds(true);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    for (int at = first; at >= 0; at = text.indexOf(anchor, at + 1)) {
      String replaced = replacedAt(at - lead, copied, matcher);
      if (replaced != null) {
        out.append(text, copied, matcher.start()).append(replaced);
        copied = matcher.end();
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  /** What takes the place of the match that begins here; null if none does. */
  private @Nullable String replacedAt(int start, int least, Matcher matcher) {
    if (start < least) {
      return null;
    }
    matcher.region(start, matcher.regionEnd());
    return matcher.lookingAt() ? replacement.apply(matcher) : null;
  }
}
