package dev.raglan.benchmarks;




/** Which of a figure's numbers a mark is about. */
enum MarkQuantity {
  /** What was measured, in whatever unit. */
  SCORE {
    @Override
    double of(MarkFigure figure) {
      return figure.score();
    }
  },
  /** The bytes allocated; whole ones, as the profiler reports traces of its own. */
  BYTES {
    @Override
    double of(MarkFigure figure) {
      return Double.isNaN(figure.bytes()) ? Double.NaN : Math.rint(figure.bytes());
    }
  };

  abstract double of(MarkFigure figure);
}
