package dev.raglan.internal.record;

import dev.raglan.internal.safe.WeakIdentityMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are kept out of what is recorded of an exception: those of hidden arguments of the
 * calls that it left.
 *
 * <p>They are known by the exception, for the calls further up record it too, or one that it is the
 * cause of. An exception is not kept from being collected by it. Thread-safe.
 */
final class ConcealedTexts {

  private static final String MASK = "***";
  private static final int MOST_TEXTS = 128;
  private static final int MOST_LINKS = 32;

  /** Texts up to this length are found as whole words only. */
  private static final int LONGEST_WORD = 5;

  /** The beginning of a long text by which it is found, for a message may quote no more. */
  private static final int SEED = 24;

  private static final WeakIdentityMap<Throwable, Set<String>> BY_EXCEPTION =
      new WeakIdentityMap<>();

  private ConcealedTexts() {}

  /** Adds texts to those of an exception; the latest are kept if there are too many. */
  static void add(Throwable thrown, Set<String> texts) {
    if (!texts.isEmpty()) {
      BY_EXCEPTION.merge(thrown, texts, ConcealedTexts::union);
    }
  }

  private static Set<String> union(Set<String> known, Set<String> added) {
    Set<String> all = new LinkedHashSet<>(added);
    known.stream().limit(Math.max(0, MOST_TEXTS - added.size())).forEach(all::add);
    return all;
  }

  /** Returns the texts of the exception, its causes and what they suppressed. */
  static List<String> of(Throwable thrown) {
    if (BY_EXCEPTION.isEmpty()) {
      return List.of();
    }
    Set<String> found = new LinkedHashSet<>();
    collect(thrown, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    List<String> all = new ArrayList<>(found);
    all.sort((one, other) -> other.length() - one.length());
    return all;
  }

  private static void collect(
      @Nullable Throwable thrown, Set<String> found, Set<Throwable> visited) {
    if (thrown == null || visited.size() >= MOST_LINKS || !visited.add(thrown)) {
      return;
    }
    Set<String> known = BY_EXCEPTION.get(thrown);
    if (known != null) {
      found.addAll(known);
    }
    collect(thrown.getCause(), found, visited);
    for (Throwable each : thrown.getSuppressed()) {
      collect(each, found, visited);
    }
  }

  /** Returns a text without the others, the longest first, plain, escaped or percent-encoded. */
  static String without(List<String> concealed, String text) {
    String left = text;
    for (String each : concealed) {
      left = without(each, left);
      String escaped = escaped(each);
      left = escaped.equals(each) ? left : without(escaped, left);
      String encoded = URLEncoder.encode(each, StandardCharsets.UTF_8);
      left = encoded.equals(each) ? left : without(encoded, left);
    }
    return left;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  private static String without(String hidden, String text) {
    String seed = hidden.length() > SEED ? hidden.substring(0, SEED) : hidden;
    int at = text.indexOf(seed);
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    while (at >= 0) {
      int end = at + seed.length();
      int more = seed.length();
      while (more < hidden.length()
          && end < text.length()
          && hidden.charAt(more) == text.charAt(end)) {
        more++;
        end++;
      }
      if (hidden.length() > LONGEST_WORD || isWord(text, at, end)) {
        out.append(text, copied, at).append(MASK);
        copied = end;
      }
      at = text.indexOf(seed, end);
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static boolean isWord(String text, int start, int end) {
    boolean continues = end < text.length() && Character.isLetterOrDigit(text.charAt(end));
    boolean continued = start > 0 && Character.isLetterOrDigit(text.charAt(start - 1));
    return !continues && !continued;
  }
}
