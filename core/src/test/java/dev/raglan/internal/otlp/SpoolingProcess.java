package dev.raglan.internal.otlp;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.Otlp;
import dev.raglan.internal.delivery.Spans;
import java.nio.file.Path;
import java.time.Duration;

/** A program that ends spans, prints how many are in its spool, and waits to be killed. */
final class SpoolingProcess {

  private static final int SPANS = 3_000;

  private SpoolingProcess() {}

  /** Takes the endpoint, the directory, and the first number of a span. */
  public static void main(String[] arguments) {
    DeliverySettings settings =
        DeliverySettings.builder()
            .interval(Duration.ofMillis(1))
            .batchSize(10)
            .spoolDirectory(Path.of(arguments[1]))
            .build();
    Delivered delivered = Delivered.to(Otlp.builder().endpoint(arguments[0]), settings);
    long number = Long.parseLong(arguments[2]);
    long told = 0;
    long last = number + SPANS;
    while (true) {
      if (number < last) {
        delivered.end(Spans.span(Spans.TRACE, ++number, "span", 0, 1).build());
      }
      long spooled = delivered.stats().spooled();
      if (spooled > told) {
        told = spooled;
        System.out.println(spooled);
      }
      Thread.onSpinWait();
    }
  }
}
