package dev.raglan.benchmarks.worker;

import dev.raglan.annotation.Traced;
import dev.raglan.benchmarks.Doc;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A traced search for one of several queries: each finds five documents of 400 characters, in words
 * of a small language so that they compress about as prose does.
 */
class ProseSearch {

  /** The number of queries. */
  static final int QUERIES = 64;

  private static final int DOCUMENTS = 5;
  private static final int LENGTH = 400;
  private static final int WORDS = 2_000;

  private final Random random = new Random(42);
  private final List<String> words = Stream.generate(this::word).limit(WORDS).toList();
  private final List<String> queries = Stream.generate(() -> text(40)).limit(QUERIES).toList();
  private final List<List<Doc>> found = Stream.generate(this::documents).limit(QUERIES).toList();

  private String word() {
    return random
        .ints(2 + random.nextInt(8), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** Short words are more frequent, as they are in prose. */
  private String text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      double rank = random.nextDouble();
      text.append(words.get((int) (rank * rank * rank * WORDS))).append(' ');
    }
    return text.substring(0, length);
  }

  private List<Doc> documents() {
    return IntStream.range(0, DOCUMENTS)
        .mapToObj(i -> new Doc("d" + random.nextInt(1_000_000), text(LENGTH), random.nextDouble()))
        .toList();
  }

  /** Searches for one of the queries. */
  List<Doc> search(int query) {
    return search(queries.get(query), DOCUMENTS);
  }

  /** Finds texts of its own: those of another span of the batch would be redacted already. */
  @Traced("search")
  List<Doc> search(String query, int topK) {
    return found.get(queries.indexOf(query)).stream().map(ProseSearch::copy).toList();
  }

  private static Doc copy(Doc doc) {
    return new Doc(doc.id(), String.valueOf(doc.text().toCharArray()), doc.score());
  }
}
