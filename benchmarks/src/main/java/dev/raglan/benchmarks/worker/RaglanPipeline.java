package dev.raglan.benchmarks.worker;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.FlushResult;
import dev.raglan.spi.ExportTarget;
import java.time.Duration;

/** Raglan's own pipeline, fed by an annotated method. */
final class RaglanPipeline implements WorkerPipeline {

  /** Many bytes, so that batches are full by their number of spans, as the other pipeline's are. */
  private static final DeliverySettings SETTINGS =
      DeliverySettings.builder()
          .maxQueueBytes(1L << 30)
          .maxQueueSpans(WorkerRound.QUEUE)
          .batchSize(WorkerRound.BATCH)
          .build();

  private final ProseSearch search;
  private final Raglan raglan;

  RaglanPipeline(ProseSearch search, ExportTarget target) {
    this.search = search;
    this.raglan = Raglan.builder().exportTo(target).delivery(SETTINGS).buildGlobal();
  }

  @Override
  public void call(int query) {
    search.search(query);
  }

  @Override
  public void flush() {
    FlushResult result = raglan.flush(Duration.ofSeconds(30));
    if (!result.complete()) {
      throw new IllegalStateException("spans were lost: " + raglan.delivery());
    }
  }

  @Override
  public long delivered() {
    return raglan.delivery().exported();
  }

  @Override
  public void close() {
    raglan.close();
  }
}
