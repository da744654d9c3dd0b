package dev.raglan.samples.plain;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Takes texts apart. */
final class Words {

  private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

  private Words() {}

  /** The words of three letters or more, in lower case; the caller may change the set. */
  static Set<String> of(String text) {
    Set<String> words = new TreeSet<>();
    WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(word -> words.add(word.group()));
    return words;
  }

  /** Returns the number of words, each counted as often as it stands there. */
  static int count(String text) {
    return (int) Pattern.compile("\\S+").matcher(text).results().count();
  }
}
