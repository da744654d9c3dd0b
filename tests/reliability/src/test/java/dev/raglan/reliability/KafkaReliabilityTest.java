package dev.raglan.reliability;

import static java.util.stream.Collectors.joining;
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
    return raglan(timeout, Kafka.to(broker.address()));
  }

  private static Raglan raglan(Duration timeout, Kafka target) {
    return Raglan.builder()
        .delivery(
            DeliverySettings.builder().timeout(timeout).interval(Duration.ofMillis(20)).build())
        .closeAtExit(false)
        .exportTo(target)
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

  /** Each broker leads a partition; the one that is killed hands its partition over. */
  @Test
  void aClusterThatLosesABrokerHasEverySpanOnce() throws Exception {
    List<KafkaBroker> cluster = KafkaBroker.formatCluster(directory.resolve("cluster"), 3);
    try {
      for (KafkaBroker each : cluster) {
        each.launch();
      }
      for (KafkaBroker each : cluster) {
        each.awaitOpen();
      }
      String servers = cluster.stream().map(KafkaBroker::address).collect(joining(","));
      int all = ROUNDS * SPANS;
      try (Raglan raglan = raglan(Duration.ofSeconds(60), Kafka.to(servers))) {
        for (int round = 0; round < ROUNDS; round++) {
          produce(raglan, round * SPANS, round * SPANS + SPANS / 2);
          cluster.get(round).kill();
          produce(raglan, round * SPANS + SPANS / 2, (round + 1) * SPANS);
          assertThat(raglan.flush(LONG).complete()).isTrue();
          cluster.get(round).start();
        }
        assertThat(raglan.delivery().exported()).isEqualTo(all);
      }
      List<String> written = WrittenSpans.names(cluster.get(0).read("otlp_spans"));
      Figures.row(
          "3",
          "Kafka cluster of 3 brokers, each killed under load and started again",
          "%,d of %,d, %d twice",
          written.size(),
          all,
          written.size() - new HashSet<>(written).size());
      assertThat(written).hasSize(all).doesNotHaveDuplicates();
    } finally {
      cluster.forEach(KafkaBroker::close);
    }
  }

  /** The figures of docs/scale.md. */
  @Test
  void spansASecondIntoATopic() throws Exception {
    broker.start();
    int all = 200_000;
    DeliverySettings settings =
        DeliverySettings.builder().maxQueueSpans(all).maxQueueBytes(1L << 30).build();
    try (Raglan raglan =
        Raglan.builder()
            .delivery(settings)
            .closeAtExit(false)
            .exportTo(Kafka.to(broker.address()))
            .build()) {
      produce(raglan, 0, 1_000);
      assertThat(raglan.flush(LONG).complete()).isTrue();
      long begun = System.nanoTime();
      produce(raglan, 0, all);
      raglan.flush(LONG);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      assertThat(raglan.delivery().exported()).isEqualTo(1_000 + all);
      Figures.row(
          "–",
          "%,d traces of a span into a topic, broker and program on the same two cores"
              .formatted(all),
          "%,d spans a second",
          all * 1_000L / millis);
    }
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
