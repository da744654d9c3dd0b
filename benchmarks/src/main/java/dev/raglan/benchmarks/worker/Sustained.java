package dev.raglan.benchmarks.worker;

import dev.raglan.Raglan;
import dev.raglan.benchmarks.report.Figure;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.Otlp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many calls a second one thread can make for long with default settings, content
 * included, before a span is dropped.
 *
 * <p>The thread calls as fast as it can while the queue is not half full, and waits otherwise: so
 * the rate is the caller's own, or that at which the worker takes spans. Spans are sent over HTTP
 * to a sink in another virtual machine.
 */
public final class Sustained {

  private static final int ROUNDS = 5;
  private static final long ROUND_NANOS = 5_000_000_000L;
  private static final int IN_A_ROW = 64;
  private static final long HALF = DeliverySettings.DEFAULT.maxQueueSpans() / 2;
  private static final long HALF_BYTES = DeliverySettings.DEFAULT.maxQueueBytes() / 2;

  private Sustained() {}

  /**
   * Measures, and writes the figure.
   *
   * @param args the file to write to
   */
  public static void main(String[] args) throws IOException {
    ProseSearch search = new ProseSearch();
    try (Sink sink = Sink.start();
        Raglan raglan =
            Raglan.builder()
                .exportTo(Otlp.builder().endpoint(sink.address()).build())
                .buildGlobal()) {
      round(raglan, search);
      List<Double> rates = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        rates.add(round(raglan, search));
      }
      if (raglan.delivery().dropped() > 0) {
        throw new IllegalStateException("spans were dropped: " + raglan.delivery());
      }
      double median = Figure.median(rates, Double::doubleValue);
      System.out.printf("Sustained: %.0f calls/s of %s%n", median, rates);
      Figure.write(Path.of(args[0]), List.of(Figure.of("Sustained.calls", median, "calls/s")));
    }
  }

  /** Returns the calls a second of one round. */
  private static double round(Raglan raglan, ProseSearch search) {
    long calls = 0;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < ROUND_NANOS) {
      if (hasRoom(raglan)) {
        for (int i = 0; i < IN_A_ROW; i++) {
          search.search((int) (calls++ % ProseSearch.QUERIES));
        }
      } else {
        Thread.onSpinWait();
      }
    }
    return calls / ((System.nanoTime() - begin) / 1e9);
  }

  private static boolean hasRoom(Raglan raglan) {
    return raglan.delivery().queued() < HALF && raglan.delivery().queuedBytes() < HALF_BYTES;
  }
}
