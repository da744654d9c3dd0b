package dev.raglan.benchmarks;

import java.util.function.Supplier;



/**
 * One round: a pipeline is opened, warmed by a batch, and given spans no faster than it takes them.
 *
 * @param nanos what its threads used of a core, a span
 * @param bytes what they allocated, a span
 * @param threads their names, and what each used
 */
record WorkerCostRound(double nanos, double bytes, String threads) {

  static final int BATCH = 512;
  static final int QUEUE = 8_192;

  private static final int IN_A_ROW = 4 * BATCH;
  private static final int TIMES = 10;

  /** Opens a pipeline, measures it and closes it. */
  static WorkerCostRound of(Supplier<WorkerCostPipeline> opened) {
    try (WorkerCostPipeline pipeline = opened.get()) {
      send(pipeline, BATCH);
      WorkerCostThreads before = WorkerCostThreads.now();
      for (int i = 0; i < TIMES; i++) {
        send(pipeline, IN_A_ROW);
      }
      WorkerCostThreads.Used used = WorkerCostThreads.now().since(before);
      double spans = IN_A_ROW * TIMES;
      return new WorkerCostRound(used.nanos() / spans, used.bytes() / spans, used.name());
    }
  }

  private static void send(WorkerCostPipeline pipeline, int spans) {
    long before = pipeline.delivered();
    for (int i = 0; i < spans; i++) {
      pipeline.call(i % WorkerCostSearch.QUERIES);
    }
    pipeline.flush();
    long delivered = pipeline.delivered() - before;
    if (delivered != spans) {
      throw new IllegalStateException(delivered + " of " + spans + " spans were delivered");
    }
  }
}
