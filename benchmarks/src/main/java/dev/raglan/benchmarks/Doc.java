package dev.raglan.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A document of 400 characters.
 *
 * @param id its id
 * @param text its text
 * @param score how well it matches
 */
public record Doc(String id, String text, double score) {

  /** The characters of its text. */
  public static final int LENGTH = 400;

  /** As in an encyclopedia: with names, years, hyphens, brackets and quotes. */
  private static final String PROSE =
      "A raglan sleeve is a sleeve that extends in one piece fully to the collar, leaving a"
          + " diagonal seam from underarm to collarbone. It is named after FitzRoy Somerset, 1st"
          + " Baron Raglan (1788-1855), who is said to have worn a coat of this style after the"
          + " loss of his arm in the Battle of Waterloo. \"Raglan\" also stands for T-shirts with"
          + " three-quarter sleeves of another colour, as worn under a baseball jersey.\n";

  /** Some documents, in an immutable list. */
  public static List<Doc> some(int number) {
    return some(number, LENGTH);
  }

  /** Some documents, in an immutable list, of texts of so many characters. */
  public static List<Doc> some(int number, int length) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Doc("d" + i, text(length), score(i)))
        .toList();
  }

  /** Prose of so many characters. */
  public static String text(int length) {
    return PROSE.repeat(length / PROSE.length() + 1).substring(0, length);
  }

  private static double score(int rank) {
    return 1.0 / (rank + 1);
  }

  /** A document that can change at any time. */
  public static final class Bean {

    private String id;
    private String text;
    private double score;

    /** Takes what it holds from a document. */
    public Bean(Doc doc) {
      this.id = doc.id();
      this.text = doc.text();
      this.score = doc.score();
    }

    /** The document's id. */
    public String getId() {
      return id;
    }

    /** Changes the id. */
    public void setId(String id) {
      this.id = id;
    }

    /** The document's text. */
    public String getText() {
      return text;
    }

    /** Changes the text. */
    public void setText(String text) {
      this.text = text;
    }

    /** The document's score. */
    public double getScore() {
      return score;
    }

    /** Changes the score. */
    public void setScore(double score) {
      this.score = score;
    }
  }
}
