package dev.raglan.reliability;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpProtocol;
import java.nio.file.Path;
import java.time.Duration;

/** A program that traces until it is killed, and prints how many spans are in its spool. */
final class KilledProgram {

  private KilledProgram() {}

  /** Takes the receiver's port, the spool's directory, and a prefix of the spans' names. */
  public static void main(String[] arguments) {
    Raglan raglan =
        Raglan.builder()
            .delivery(
                DeliverySettings.builder()
                    .interval(Duration.ofMillis(5))
                    .batchSize(16)
                    .spoolDirectory(Path.of(arguments[1]))
                    .build())
            .exportTo(
                Otlp.builder()
                    .endpoint("http://localhost:" + arguments[0])
                    .protocol(OtlpProtocol.GRPC)
                    .build())
            .build();
    long told = 0;
    for (int i = 0; i < 5_000_000; i++) {
      raglan.trace(arguments[2] + i).start().end();
      long spooled = raglan.delivery().spooled();
      if (spooled > told) {
        told = spooled;
        System.out.println("spooled " + spooled);
      }
    }
  }
}
