package dev.raglan.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.kafka.Kafka;
import dev.raglan.tests.kafka.KafkaBroker;
import dev.raglan.tests.kafka.WrittenSpans;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios with a Kafka broker, in a JVM of its own, that is killed and comes back. */
class KafkaReliabilityTest {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int ROUNDS = 3;
  private static final int SPANS = 2_000;

  @TempDir private Path directory;
  private KafkaBroker broker;

  @BeforeEach
  void formatBroker() throws Exception {
    broker = KafkaBroker.format(directory);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  private Raglan raglan(Duration timeout) {
    return Raglan.builder()
        .delivery(
            DeliverySettings.builder().timeout(timeout).interval(Duration.ofMillis(20)).build())
        .closeAtExit(false)
        .exportTo(Kafka.to(broker.address()))
        .build();
  }

  private static void produce(Raglan raglan, int from, int to) {
    for (int i = from; i < to; i++) {
      raglan.trace("span " + i).input("x".repeat(200)).start().end();
    }
  }

  @Test
  void aBrokerThatIsKilledAndComesBackHasEverySpanOnce() throws Exception {
    broker.start();
    int all = ROUNDS * SPANS;
    try (Raglan raglan = raglan(Duration.ofSeconds(60))) {
      for (int round = 0; round < ROUNDS; round++) {
        produce(raglan, round * SPANS, round * SPANS + SPANS / 2);
        broker.kill();
        produce(raglan, round * SPANS + SPANS / 2, (round + 1) * SPANS);
        broker.start();
        assertThat(raglan.flush(LONG).complete()).isTrue();
      }
      assertThat(raglan.delivery().exported()).isEqualTo(all);
    }
    List<String> written = WrittenSpans.names(broker.read("otlp_spans"));
    int twice = written.size() - new HashSet<>(written).size();
    Figures.row(
        "3",
        "Kafka broker killed %d times under load, back on the same files".formatted(ROUNDS),
        "%,d of %,d, %d twice",
        written.size(),
        all,
        twice);
    assertThat(written).hasSize(all).doesNotHaveDuplicates();
  }

  @Test
  void spansForABrokerThatIsDownAreDroppedAndCounted() {
    try (Raglan raglan = raglan(Duration.ofSeconds(5))) {
      produce(raglan, 0, SPANS);
      raglan.flush(LONG);
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> raglan.delivery().dropped() == raglan.delivery().produced());
      DeliveryStats stats = raglan.delivery();
      Figures.row(
          "1",
          "Kafka broker down from the start",
          "%,d of %,d dropped and counted",
          stats.dropped(),
          stats.produced());
      assertThat(stats.dropped(DropReason.EXPORT_FAILED)).isEqualTo(SPANS);
    }
  }
}
