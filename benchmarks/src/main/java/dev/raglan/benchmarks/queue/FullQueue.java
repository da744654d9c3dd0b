package dev.raglan.benchmarks.queue;

import dev.raglan.Raglan;
import dev.raglan.benchmarks.Nowhere;
import dev.raglan.benchmarks.report.Figure;
import dev.raglan.export.DeliverySettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how much of the heap a full queue takes, beside its cap: its target hangs, and calls are
 * made until many spans were dropped. The heap is what is left after a collection.
 */
public final class FullQueue {

  private static final long CAP = 32L << 20;
  private static final double MEBIBYTE = 1 << 20;
  private static final int DROPS = 1_000;

  private static final DeliverySettings SETTINGS =
      DeliverySettings.builder()
          .maxQueueBytes(CAP)
          .maxQueueSpans(1 << 20)
          .timeout(Duration.ofHours(1))
          .build();

  private FullQueue() {}

  /**
   * The content of a full queue.
   *
   * @param heap what it takes of the heap, in bytes
   * @param estimated what Raglan says that it takes, in bytes
   * @param spans how many spans it holds
   */
  private record Held(long heap, long estimated, long spans) {}

  /**
   * Measures, and writes the figures.
   *
   * @param args the file to write to
   */
  public static void main(String[] args) throws IOException {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("FullQueue.cap", CAP / MEBIBYTE, "MiB"));
    for (QueueLoad load : QueueLoad.values()) {
      fill(load); // Loads classes, which are not to count.
      Held held = fill(load);
      System.out.printf(
          "%s: %s, %.2f of the cap, %.2f of the estimate%n",
          load, held, (double) held.heap() / CAP, (double) held.heap() / held.estimated());
      figures.add(Figure.of("FullQueue.of" + load.title(), held.heap() / MEBIBYTE, "MiB"));
    }
    Figure.write(Path.of(args[0]), figures);
  }

  private static Held fill(QueueLoad load) {
    Nowhere hung = Nowhere.hung();
    try (Raglan raglan = Raglan.builder().exportTo(hung).delivery(SETTINGS).buildGlobal()) {
      long before = heap();
      for (int i = 0; raglan.delivery().dropped() < DROPS; i++) {
        load.call(i);
      }
      long heap = heap() - before;
      Held held = new Held(heap, raglan.delivery().queuedBytes(), raglan.delivery().queued());
      hung.letGo();
      return held;
    }
  }

  /** More than one collection, as the first leaves what waits for a reference handler. */
  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
