package dev.raglan.benchmarks;

import java.util.List;
import java.util.stream.IntStream;



/** A document that can change at any time. */
public class BeanDoc {

  private String id = "";
  private String text = "";
  private double score;

  /** Some documents. */
  static List<BeanDoc> some(int number, int length) {
    return IntStream.range(0, number).mapToObj(i -> of(i, length)).toList();
  }

  private static BeanDoc of(int rank, int length) {
    BeanDoc doc = new BeanDoc();
    doc.setId("d" + rank);
    doc.setText(Doc.text(length));
    doc.setScore(Doc.score(rank));
    return doc;
  }

  /** Its id. */
  public String getId() {
    return id;
  }

  /** Changes its id. */
  public void setId(String id) {
    this.id = id;
  }

  /** Its text. */
  public String getText() {
    return text;
  }

  /** Changes its text. */
  public void setText(String text) {
    this.text = text;
  }

  /** How well it matches. */
  public double getScore() {
    return score;
  }

  /** Changes how well it matches. */
  public void setScore(double score) {
    this.score = score;
  }
}
