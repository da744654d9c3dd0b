package dev.raglan.internal.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Patterns that are looked for in one pass over the text, however many there are.
 *
 * <p>Each is known by two characters of its anchor that follow each other, the two that are rarest
 * in prose. Where they stand in a text the anchor is compared, and where it stands the pattern is
 * tried; it is tried nowhere else. Immutable.
 */
final class AnchoredPatterns {

  private static final int ASCII = 128;

  private final List<AnchoredPattern> patterns;

  /** The place of the pair in each anchor. */
  private final int[] pairs;

  /** The bucket of each pair of characters; 0 for those of no anchor. */
  private final short[] bucketOf = new short[ASCII * ASCII];

  /** The patterns of each bucket. */
  private final List<List<Integer>> buckets = new ArrayList<>();

  private AnchoredPatterns(AnchoredPattern... all) {
    this.patterns = List.of(all);
    this.pairs = new int[all.length];
    buckets.add(List.of());
    for (int i = 0; i < all.length; i++) {
      String anchor = all[i].anchor();
      pairs[i] = rarestPair(anchor);
      int pair = anchor.charAt(pairs[i]) * ASCII + anchor.charAt(pairs[i] + 1);
      if (bucketOf[pair] == 0) {
        bucketOf[pair] = (short) buckets.size();
        buckets.add(new ArrayList<>());
      }
      buckets.get(bucketOf[pair]).add(i);
    }
  }

  static AnchoredPatterns of(AnchoredPattern... patterns) {
    return new AnchoredPatterns(patterns);
  }

  private static int rarestPair(String anchor) {
    int rarest = 0;
    for (int i = 1; i + 1 < anchor.length(); i++) {
      if (rarity(anchor, i) > rarity(anchor, rarest)) {
        rarest = i;
      }
    }
    return rarest;
  }

  private static int rarity(String anchor, int pair) {
    return rarity(anchor.charAt(pair)) + rarity(anchor.charAt(pair + 1));
  }

  /** Prose consists of small letters and blanks. */
  private static int rarity(char c) {
    if (c >= 'a' && c <= 'z' || c == ' ') {
      return 0;
    }
    return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' ? 2 : 3;
  }

  /** Hides every match in the text. */
  void find(SearchedText searched) {
    String text = searched.text();
    Search search = null;
    char before = ASCII;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((before | c) < ASCII) {
        int bucket = bucketOf[before * ASCII + c];
        if (bucket != 0) {
          search = findAt(i - 1, buckets.get(bucket), searched, search);
        }
      }
      before = c;
    }
  }

  /** Tries the patterns whose pair of characters stands there, if their anchor does. */
  private @Nullable Search findAt(
      int pair, List<Integer> bucket, SearchedText searched, @Nullable Search before) {
    Search search = before;
    for (int i = 0; i < bucket.size(); i++) {
      int index = bucket.get(i);
      AnchoredPattern pattern = patterns.get(index);
      int anchor = pair - pairs[index];
      if (searched.hasAll(pattern.needed())
          && searched.text().startsWith(pattern.anchor(), anchor)) {
        search = search == null ? new Search(searched) : search;
        search.at(anchor - pattern.lead(), index, pattern);
      }
    }
    return search;
  }

  /** A search through one text. */
  private final class Search {

    private final SearchedText searched;
    private final @Nullable Matcher[] matchers = new Matcher[patterns.size()];

    /** The end of the last match of each pattern. */
    private final int[] passed = new int[patterns.size()];

    Search(SearchedText searched) {
      this.searched = searched;
    }

    void at(int start, int index, AnchoredPattern pattern) {
      if (start >= passed[index] && start <= searched.length()) {
        match(index, pattern, start);
      }
    }

    private void match(int index, AnchoredPattern pattern, int start) {
      Matcher matcher = matchers[index];
      if (matcher == null) {
        matcher = searched.matcher(pattern.pattern()).useTransparentBounds(true);
        matchers[index] = matcher;
      }
      matcher.region(start, searched.length());
      if (matcher.lookingAt() && pattern.accepted().test(matcher)) {
        searched.hide(matcher.start(pattern.group()), matcher.end(pattern.group()));
        passed[index] = matcher.end();
      }
    }
  }
}
