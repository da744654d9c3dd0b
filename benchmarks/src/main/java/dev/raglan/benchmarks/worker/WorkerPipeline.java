package dev.raglan.benchmarks.worker;

/** A way of spans to the sink. */
interface WorkerPipeline extends AutoCloseable {

  /** Ends the span of a search for one of the queries. */
  void call(int query);

  /** Waits until all spans that have ended are with the sink. */
  void flush();

  /** Returns the number of spans that the sink took. */
  long delivered();

  @Override
  void close();
}
