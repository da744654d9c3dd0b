package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Patterns that are looked for in one pass over the text, however many there are.
 *
 * <p>Each is known by the character of its anchor that is rarest in prose, and by the one beside
 * it. Where the two stand in a text the anchor is compared, and where it stands the pattern is
 * tried; it is tried nowhere else. A text of plain words is not gone through: the few patterns that
 * may match in one are looked for by their anchors. A pattern is compiled when its anchor is found
 * for the first time: a text has few of them, and an application that starts has no text yet.
 * Thread-safe.
 */
final class AnchoredPatterns {

  private static final int ASCII = 128;

  /** Small letters of which prose consists, and blanks. */
  private static final String MOST_FREQUENT = " etaoinshrdl";

  /** Small letters that are characters of anchors as well, but stand in any longer text. */
  private static final int IN_PLAIN_WORDS = CharKinds.of("xz");

  private final List<AnchoredPattern> patterns;

  /** Those that were needed. Two threads may compile one, to the same effect. */
  private final AtomicReferenceArray<@Nullable Pattern> compiled;

  /** The place of the pair in each anchor. */
  private final int[] pairs;

  /** Kinds of characters of which each pattern needs one that may not match in plain words. */
  private final int beyondPlainWords;

  /** The patterns that may match in plain words. */
  private final Beginning[] inPlainWords;

  /**
   * Patterns whose anchors begin alike, so that one search tells that none of them stands there.
   *
   * @param text the whole anchor where there is one alone
   * @param patterns their numbers
   */
  private record Beginning(String text, int[] patterns) {}

  /** The bucket of each pair; 0 for those of no anchor. */
  private final short[] bucketOf = new short[ASCII * ASCII];

  /** The patterns of each bucket. */
  private final List<List<Integer>> buckets = new ArrayList<>();

  private AnchoredPatterns(AnchoredPattern... all) {
    this.patterns = List.of(all);
    this.compiled = new AtomicReferenceArray<>(all.length);
    this.pairs = new int[all.length];
    buckets.add(List.of());
    int needed = 0;
    for (int i = 0; i < all.length; i++) {
      add(i, all[i].anchor());
      needed |= all[i].needed();
    }
    this.beyondPlainWords = needed & ~IN_PLAIN_WORDS;
    this.inPlainWords = beginningsInPlainWords();
  }

  private Beginning[] beginningsInPlainWords() {
    Map<String, List<Integer>> all = new LinkedHashMap<>();
    for (int i = 0; i < patterns.size(); i++) {
      if ((patterns.get(i).needed() & beyondPlainWords) == 0) {
        String twoCharacters = patterns.get(i).anchor().substring(0, 2);
        all.computeIfAbsent(twoCharacters, any -> new ArrayList<>()).add(i);
      }
    }
    Beginning[] beginnings = new Beginning[all.size()];
    int i = 0;
    for (Map.Entry<String, List<Integer>> each : all.entrySet()) {
      beginnings[i++] = beginning(each.getKey(), each.getValue());
    }
    return beginnings;
  }

  private Beginning beginning(String twoCharacters, List<Integer> numbers) {
    String text = numbers.size() == 1 ? patterns.get(numbers.get(0)).anchor() : twoCharacters;
    int[] patternsOfText = new int[numbers.size()];
    for (int i = 0; i < patternsOfText.length; i++) {
      patternsOfText[i] = numbers.get(i);
    }
    return new Beginning(text, patternsOfText);
  }

  static AnchoredPatterns of(AnchoredPattern... patterns) {
    return new AnchoredPatterns(patterns);
  }

  /** Returns all of them. */
  List<AnchoredPattern> all() {
    return patterns;
  }

  private void add(int pattern, String anchor) {
    int rarest = rarest(anchor);
    boolean isSecond =
        rarest > 0
            && (rarest + 1 == anchor.length()
                || rarity(anchor.charAt(rarest - 1)) >= rarity(anchor.charAt(rarest + 1)));
    pairs[pattern] = isSecond ? rarest - 1 : rarest;
    int pair = anchor.charAt(pairs[pattern]) * ASCII + anchor.charAt(pairs[pattern] + 1);
    if (bucketOf[pair] == 0) {
      bucketOf[pair] = (short) buckets.size();
      buckets.add(new ArrayList<>());
    }
    buckets.get(bucketOf[pair]).add(pattern);
  }

  private static int rarest(String anchor) {
    int rarest = 0;
    for (int i = 1; i < anchor.length(); i++) {
      if (rarity(anchor.charAt(i)) > rarity(anchor.charAt(rarest))) {
        rarest = i;
      }
    }
    return rarest;
  }

  private static int rarity(char c) {
    if (MOST_FREQUENT.indexOf(c) >= 0) {
      return 0;
    }
    if (c >= 'a' && c <= 'z') {
      return 1;
    }
    return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' ? 2 : 3;
  }

  private Pattern compiled(int index, AnchoredPattern pattern) {
    Pattern known = compiled.get(index);
    if (known == null) {
      known = pattern.compile();
      compiled.set(index, known);
    }
    return known;
  }

  /** Hides every match in the text. */
  void find(SearchedText searched) {
    if (searched.hasAnyOf(beyondPlainWords)) {
      findAll(searched);
    } else {
      findInPlainWords(searched);
    }
  }

  private void findInPlainWords(SearchedText searched) {
    String text = searched.text();
    Search search = null;
    for (Beginning each : inPlainWords) {
      String beginning = each.text();
      for (int at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
        search = findAt(at, each, searched, search);
      }
    }
  }

  private @Nullable Search findAt(
      int at, Beginning beginning, SearchedText searched, @Nullable Search before) {
    Search search = before;
    for (int index : beginning.patterns()) {
      AnchoredPattern pattern = patterns.get(index);
      if (searched.text().startsWith(pattern.anchor(), at)) {
        search = search == null ? new Search(searched) : search;
        search.at(at - pattern.lead(), index, pattern);
      }
    }
    return search;
  }

  private void findAll(SearchedText searched) {
    String text = searched.text();
    int length = text.length();
    Search search = null;
    int before = 0; // No anchor has this character, which stands for all beyond ASCII.
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      int next = c < ASCII ? c : 0;
      int bucket = bucketOf[before * ASCII + next];
      if (bucket != 0) {
        search = findAt(i - 1, bucket, searched, search);
      }
      before = next;
    }
  }

  /** Tries the patterns whose pair of characters stands there, if their anchor does. */
  private @Nullable Search findAt(
      int pair, int number, SearchedText searched, @Nullable Search before) {
    Search search = before;
    List<Integer> bucket = buckets.get(number);
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

  /** A search through one text, which tries few of the patterns as a rule. */
  private final class Search {

    private static final int PAGE = 16;

    private final SearchedText searched;

    /** The patterns that were tried, in pages that are made when they are needed. */
    private final Tried[][] tried = new Tried[(patterns.size() + PAGE - 1) / PAGE][];

    Search(SearchedText searched) {
      this.searched = searched;
    }

    void at(int start, int index, AnchoredPattern pattern) {
      if (start > searched.length()) {
        return;
      }
      Tried before = tried(index, pattern);
      if (start >= before.passed) {
        match(before, pattern, start);
      }
    }

    private Tried tried(int index, AnchoredPattern pattern) {
      Tried[] page = tried[index / PAGE];
      if (page == null) {
        page = new Tried[PAGE];
        tried[index / PAGE] = page;
      }
      Tried known = page[index % PAGE];
      if (known == null) {
        known = new Tried(searched.matcher(compiled(index, pattern)).useTransparentBounds(true));
        page[index % PAGE] = known;
      }
      return known;
    }

    private void match(Tried tried, AnchoredPattern pattern, int start) {
      Matcher matcher = tried.matcher;
      matcher.region(start, searched.length());
      if (!matcher.lookingAt()) {
        return;
      }
      boolean accepted = pattern.accepted().test(matcher);
      if (accepted) {
        searched.hide(matcher.start(pattern.group()), matcher.end(pattern.group()));
      }
      if (accepted || pattern.group() == 0) {
        tried.passed = matcher.end();
      }
    }
  }

  /** A pattern that was tried on a text. */
  private static final class Tried {

    private final Matcher matcher;

    /** The end of its last match. */
    private int passed;

    Tried(Matcher matcher) {
      this.matcher = matcher;
    }
  }
}
