package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Patterns that share a need, so that where it is not met all of them are skipped at once.
 *
 * @param needed {@link CharKinds} without which none of them matches
 * @param pivot a character that each of their matches has at a known place; {@link #NO_PIVOT} for
 *     none
 * @param patterns in the order in which they are tried
 * @param after those of them that are told by the character before the pivot, by that character
 * @param others those that are not
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and looped over for every text.
record AnchoredPatterns(
    int needed,
    char pivot,
    AnchoredPattern[] patterns,
    AnchoredPattern[][] after,
    AnchoredPattern[] others) {

  private static final char NO_PIVOT = 0;

  /** Past so many pivots it takes less time to look for every anchor than for further pivots. */
  private static final int MOST_PIVOTS = 16;

  static AnchoredPatterns of(AnchoredPattern... patterns) {
    AnchoredPattern[] none = {};
    return new AnchoredPatterns(
        shared(patterns), NO_PIVOT, patterns, new AnchoredPattern[0][], none);
  }

  /** Returns patterns that are told from ordinary text by the characters around a pivot. */
  static AnchoredPatterns around(char pivot, AnchoredPattern... patterns) {
    AnchoredPattern[] all =
        Stream.of(patterns).map(each -> each.around(pivot)).toArray(AnchoredPattern[]::new);
    AnchoredPattern[][] after =
        IntStream.range(0, 128)
            .mapToObj(c -> those(all, each -> each.isTold() && each.mayFollow((char) c)))
            .toArray(AnchoredPattern[][]::new);
    return new AnchoredPatterns(shared(all), pivot, all, after, those(all, each -> !each.isTold()));
  }

  private static AnchoredPattern[] those(AnchoredPattern[] all, Predicate<AnchoredPattern> wanted) {
    return Stream.of(all).filter(wanted).toArray(AnchoredPattern[]::new);
  }

  private static int shared(AnchoredPattern[] patterns) {
    return Stream.of(patterns).mapToInt(AnchoredPattern::needed).reduce(~0, (a, b) -> a & b);
  }

  /** Hides every match in the text. */
  void find(SearchedText searched) {
    boolean possible =
        searched.hasAll(needed) && (pivot == NO_PIVOT || mayHaveAnchor(searched.text()));
    if (possible) {
      for (AnchoredPattern pattern : patterns) {
        pattern.find(searched);
      }
    }
  }

  private boolean mayHaveAnchor(String text) {
    int pivots = 0;
    for (int at = text.indexOf(pivot); at >= 0; at = text.indexOf(pivot, at + 1)) {
      if (++pivots > MOST_PIVOTS || hasAnchorAround(at, text)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasAnchorAround(int at, String text) {
    char before = at == 0 ? pivot : text.charAt(at - 1);
    return before < after.length && hasAnchorAround(at, text, after[before])
        || hasAnchorAround(at, text, others);
  }

  private static boolean hasAnchorAround(int at, String text, AnchoredPattern[] patterns) {
    for (AnchoredPattern pattern : patterns) {
      if (text.startsWith(pattern.anchor(), at - pattern.pivot())) {
        return true;
      }
    }
    return false;
  }
}
