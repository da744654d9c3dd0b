package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A pattern that can match only where a literal text stands, its anchor.
 *
 * @param regex of a secret; never matches nothing
 * @param anchor a literal of at least two characters that every match has at the same place
 * @param lead how many characters the match begins before the anchor; negative if after its start
 * @param needed {@link CharKinds} without which nothing matches
 * @param group of the pattern that is hidden; 0 for the whole match
 * @param accepted tells whether a match is a secret; if the whole of one is not, no part of it is
 */
record AnchoredPattern(
    String regex, String anchor, int lead, int needed, int group, Predicate<MatchResult> accepted) {

  private static final Predicate<MatchResult> EVERY = match -> true;

  /** Returns a pattern that begins with its anchor; the whole of a match is hidden. */
  static AnchoredPattern of(String anchor, String regex) {
    return new AnchoredPattern(regex, anchor, 0, CharKinds.of(anchor), 0, EVERY);
  }

  /** Compiles the regular expression. */
  Pattern compile() {
    return Pattern.compile(regex);
  }

  /** Returns the same pattern, beginning so many characters before its anchor. */
  AnchoredPattern leadingBy(int newLead) {
    return new AnchoredPattern(regex, anchor, newLead, needed, group, accepted);
  }

  /** Returns the same pattern, needing more than the anchor. */
  AnchoredPattern needing(int kinds) {
    return new AnchoredPattern(regex, anchor, lead, needed | kinds, group, accepted);
  }

  /** Returns the same pattern, of which a group is hidden. */
  AnchoredPattern hiding(int newGroup) {
    return hiding(newGroup, accepted);
  }

  /** Returns the same pattern, of which a group is hidden if the match is accepted. */
  AnchoredPattern hiding(int newGroup, Predicate<MatchResult> newAccepted) {
    return new AnchoredPattern(regex, anchor, lead, needed, newGroup, newAccepted);
  }
}
