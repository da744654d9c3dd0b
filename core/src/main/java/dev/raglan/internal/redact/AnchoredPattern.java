package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern that can match only where a literal text stands.
 *
 * <p>That text, the anchor, is looked for first, and only if the text has the classes of characters
 * that the anchor and the rest of the pattern need. The pattern is tried nowhere else.
 *
 * @param pattern of a secret; never matches nothing
 * @param anchor a literal that every match has at the same place
 * @param lead how many characters the match begins before the anchor; negative if after its start
 * @param pivot offset of the pivot of its group from the start of the anchor
 * @param needed {@link CharKinds} without which nothing matches
 * @param group of the pattern that is hidden; 0 for the whole match
 * @param accepted tells whether a match is a secret
 */
record AnchoredPattern(
    Pattern pattern,
    String anchor,
    int lead,
    int pivot,
    int needed,
    int group,
    Predicate<MatchResult> accepted) {

  /** Returns a pattern that begins with its anchor; the whole of a match is hidden. */
  static AnchoredPattern of(String anchor, String regex) {
    return new AnchoredPattern(
        Pattern.compile(regex), anchor, 0, 0, CharKinds.of(anchor), 0, match -> true);
  }

  /** Returns the same pattern, beginning so many characters before its anchor. */
  AnchoredPattern leadingBy(int newLead) {
    return new AnchoredPattern(pattern, anchor, newLead, pivot, needed, group, accepted);
  }

  /** Returns the same pattern in a group that is found by a character of its anchor. */
  AnchoredPattern around(char character) {
    int at = anchor.indexOf(character);
    return at < 0 ? this : pivotAt(at);
  }

  /** Returns the same pattern in a group found by a character at this offset from its anchor. */
  AnchoredPattern pivotAt(int newPivot) {
    return new AnchoredPattern(pattern, anchor, lead, newPivot, needed, group, accepted);
  }

  /** Tells whether the anchor has a character before the pivot. */
  boolean isTold() {
    int at = pivot - 1;
    return at >= 0 && at < anchor.length();
  }

  /** Tells whether the character before the pivot may be the one that the anchor has there. */
  boolean mayFollow(char before) {
    return !isTold() || anchor.charAt(pivot - 1) == before;
  }

  /** Returns the same pattern, needing more than the anchor. */
  AnchoredPattern needing(int kinds) {
    return new AnchoredPattern(pattern, anchor, lead, pivot, needed | kinds, group, accepted);
  }

  /** Returns the same pattern, of which a group is hidden if the match is accepted. */
  AnchoredPattern hiding(int newGroup, Predicate<MatchResult> newAccepted) {
    return new AnchoredPattern(pattern, anchor, lead, pivot, needed, newGroup, newAccepted);
  }

  /** Hides every match in the text. */
  void find(SearchedText searched) {
    if (searched.hasAll(needed)) {
      int first = searched.text().indexOf(anchor);
      if (first >= 0) {
        findFrom(first, searched);
      }
    }
  }

  private void findFrom(int first, SearchedText searched) {
    Matcher matcher = searched.matcher(pattern).useTransparentBounds(true);
    int passed = 0;
    for (int at = first; at >= 0; at = searched.text().indexOf(anchor, at + 1)) {
      int start = at - lead;
      if (start >= passed) {
        matcher.region(start, searched.length());
        if (matcher.lookingAt() && accepted.test(matcher)) {
          searched.hide(matcher.start(group), matcher.end(group));
          passed = matcher.end();
        }
      }
    }
  }
}
