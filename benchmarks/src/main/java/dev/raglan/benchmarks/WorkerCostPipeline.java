package dev.raglan.benchmarks;




/** What takes spans to the sink. */
interface WorkerCostPipeline extends AutoCloseable {

  /** Ends the span of a search for one of the queries. */
  void call(int query);

  /** Waits until all spans that have ended are with the sink. */
  void flush();

  /** How many spans the sink took. */
  long delivered();

  @Override
  void close();
}
