package dev.raglan.benchmarks;




/**
 * What a figure is to reach: a multiple of another figure of the same run.
 *
 * <p>A {@code *} at the end of the figure's name stands for any ending, and at the end of the
 * baseline's for the same ending.
 *
 * @param figure the figure's name
 * @param quantity which number of both figures counts
 * @param baseline the other figure's name
 * @param bound what the multiple may be
 */
record Mark(String figure, MarkQuantity quantity, String baseline, Bound bound) {

  private static final String ANY = "*";

  /**
   * A limit that grows with the baseline.
   *
   * @param atLeast whether it is a lower limit
   * @param factor what the baseline is multiplied by
   * @param plus what is added to that, in the figure's unit
   */
  record Bound(boolean atLeast, double factor, double plus) {

    static Bound atMost(double factor) {
      return new Bound(false, factor, 0);
    }

    static Bound atMostMore(double plus) {
      return new Bound(false, 1, plus);
    }

    static Bound atLeast(double factor) {
      return new Bound(true, factor, 0);
    }

    boolean allows(double measured, double baseline) {
      double limit = factor * baseline + plus;
      return atLeast ? measured >= limit : measured <= limit;
    }
  }

  static Mark score(String figure, String baseline, Bound bound) {
    return new Mark(figure, MarkQuantity.SCORE, baseline, bound);
  }

  static Mark bytes(String figure, String baseline, Bound bound) {
    return new Mark(figure, MarkQuantity.BYTES, baseline, bound);
  }

  boolean isForMany() {
    return figure.endsWith(ANY);
  }

  boolean isFor(String name) {
    return isForMany() ? name.startsWith(stem(figure)) : name.equals(figure);
  }

  /** The mark for one of the figures that it is for. */
  Mark forOne(String name) {
    String ending = name.substring(stem(figure).length());
    String other = baseline.endsWith(ANY) ? stem(baseline) + ending : baseline;
    return new Mark(name, quantity, other, bound);
  }

  private static String stem(String name) {
    return name.endsWith(ANY) ? name.substring(0, name.length() - ANY.length()) : name;
  }
}
