package dev.raglan.tests.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.export.TraceLog;
import dev.raglan.kafka.Kafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account of spans while the broker is away. */
class KafkaOutageTest {

  private static final Duration LONG = Duration.ofMinutes(5);

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
    DeliverySettings delivery =
        DeliverySettings.builder().timeout(timeout).interval(Duration.ofMillis(20)).build();
    return Raglan.builder()
        .delivery(delivery)
        .closeAtExit(false)
        .exportTo(Kafka.to(broker.address()))
        .build();
  }

  private static void produce(Raglan raglan, int from, int to) {
    for (int i = from; i < to; i++) {
      raglan.trace("span " + i).input("x".repeat(200)).start().end();
    }
  }

  private static DeliveryStats settled(Raglan raglan) {
    raglan.flush(LONG);
    DeliveryStats stats = raglan.delivery();
    assertThat(stats.exported() + stats.dropped()).isEqualTo(stats.produced());
    return stats;
  }

  @Test
  void losesNothingAndWritesNothingTwiceWhereTheBrokerIsKilledAndComesBack() throws Exception {
    broker.start();
    try (Raglan raglan = raglan(LONG)) {
      produce(raglan, 0, 1_000);
      await().atMost(120, SECONDS).until(() -> raglan.delivery().exported() > 0);
      produce(raglan, 1_000, 2_000);
      broker.kill();
      produce(raglan, 2_000, 3_000);
      broker.start();
      produce(raglan, 3_000, 4_000);
      assertThat(raglan.flush(LONG).complete()).isTrue();
      assertThat(raglan.delivery().exported()).isEqualTo(4_000);
    }
    assertThat(WrittenSpans.names(broker.read("otlp_spans")))
        .hasSize(4_000)
        .doesNotHaveDuplicates();
  }

  @Test
  void waitsForABrokerThatStartsLater() throws Exception {
    try (Raglan raglan = raglan(LONG)) {
      produce(raglan, 0, 100);
      await().atMost(120, SECONDS).until(() -> raglan.delivery().queued() == 100);
      broker.start();
      assertThat(raglan.flush(LONG)).isEqualTo(new FlushResult(true, 100, 0, 0));
    }
    assertThat(WrittenSpans.names(broker.read("otlp_spans"))).hasSize(100);
  }

  @Test
  void dropsSpansThatABrokerWhichIsDownNeverTakes() throws Exception {
    try (Raglan raglan = raglan(Duration.ofSeconds(5))) {
      produce(raglan, 0, 300);
      DeliveryStats stats = settled(raglan);
      assertThat(stats.exported()).isZero();
      assertThat(stats.dropped(DropReason.EXPORT_FAILED)).isEqualTo(300);

      broker.start();
      await()
          .atMost(120, SECONDS)
          .untilAsserted(
              () -> {
                produce(raglan, 0, 1);
                raglan.flush(LONG);
                assertThat(raglan.delivery().exported()).isPositive();
              });
      stats = settled(raglan);
      List<String> written = WrittenSpans.names(broker.read("otlp_spans"));
      assertThat(written).hasSize((int) stats.exported()).containsOnly("span 0");
    }
  }

  @Test
  void countsSpansUnderWayToABrokerThatHangs() throws Exception {
    broker.start();
    try (Raglan raglan = raglan(Duration.ofSeconds(3))) {
      produce(raglan, 0, 1);
      await().atMost(120, SECONDS).until(() -> raglan.flush(LONG).complete());
      long before = raglan.delivery().exported();
      broker.freeze();
      produce(raglan, 0, 200);
      DeliveryStats stats = settled(raglan);
      assertThat(stats.exported()).isEqualTo(before);
      assertThat(stats.dropped(DropReason.EXPORT_TIMEOUT)).isPositive();
    }
  }

  @Test
  void closesInTimeBesideABrokerThatHangs() throws Exception {
    broker.start();
    Raglan raglan = raglan(Duration.ofSeconds(60));
    produce(raglan, 0, 1);
    await().atMost(120, SECONDS).until(() -> raglan.flush(LONG).complete());
    broker.freeze();
    produce(raglan, 0, 200);
    long start = System.nanoTime();
    FlushResult result = raglan.close(Duration.ofSeconds(2));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    assertThat(result.complete()).isFalse();
    DeliveryStats stats = raglan.delivery();
    assertThat(stats.dropped(DropReason.ABANDONED_AT_SHUTDOWN)).isEqualTo(200);
    assertThat(stats.exported() + stats.dropped()).isEqualTo(stats.produced());
    await()
        .atMost(60, SECONDS)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(
                        name -> name.startsWith("kafka-producer") || name.startsWith("raglan-")));
  }

  @Test
  void closesInTimeThoughTheProducersBufferIsFull() throws Exception {
    broker.start();
    Raglan raglan =
        Raglan.builder()
            .delivery(DeliverySettings.builder().timeout(LONG).build())
            .closeAtExit(false)
            .exportTo(
                Kafka.builder()
                    .bootstrapServers(broker.address())
                    .property("buffer.memory", "40000")
                    .property("batch.size", "1000")
                    .build())
            .build();
    produce(raglan, 0, 1);
    await().atMost(120, SECONDS).until(() -> raglan.flush(LONG).complete());
    broker.freeze();
    produce(raglan, 0, 1_000);
    raglan.flush(Duration.ofSeconds(1));
    long start = System.nanoTime();
    FlushResult result = raglan.close(Duration.ofSeconds(2));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    assertThat(result.complete()).isFalse();
    DeliveryStats stats = raglan.delivery();
    assertThat(stats.dropped()).isEqualTo(1_000);
    assertThat(stats.exported() + stats.dropped()).isEqualTo(stats.produced());
  }

  @Test
  void doesNotDelayOtherTargetsBesideABrokerThatHangs() throws Exception {
    broker.start();
    broker.freeze();
    StringBuffer log = new StringBuffer();
    try (Raglan raglan =
        Raglan.builder()
            .delivery(DeliverySettings.builder().timeout(LONG).build())
            .closeAtExit(false)
            .exportTo(Kafka.to(broker.address()), TraceLog.to(log))
            .build()) {
      produce(raglan, 0, 100);
      await().atMost(120, SECONDS).until(() -> log.toString().contains("span 99"));
      assertThat(raglan.delivery().exported()).isEqualTo(100);
      raglan.close(Duration.ofMillis(500));
    }
  }
}
