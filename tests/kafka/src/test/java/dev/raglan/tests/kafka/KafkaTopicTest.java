package dev.raglan.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.kafka.Kafka;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The records that a broker has of spans. */
class KafkaTopicTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private static Path directory;
  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = KafkaBroker.start(directory);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static Raglan raglan(Kafka target) {
    return Raglan.builder()
        .serviceName("answers")
        .delivery(DeliverySettings.builder().timeout(Duration.ofSeconds(30)).build())
        .closeAtExit(false)
        .exportTo(target)
        .build();
  }

  private static Kafka.Builder to(String topic) {
    return Kafka.builder().bootstrapServers(broker.address()).topic(topic);
  }

  @Test
  void haveOneTraceEachKeyedByItsId() {
    try (Raglan raglan = raglan(Kafka.to(broker.address()))) {
      for (int i = 0; i < 40; i++) {
        try (ActiveTrace trace =
            raglan.trace("question " + i).input("What is " + i + "?").start()) {
          trace.span("retrieve " + i).start().end();
          trace.generation("answer " + i).model("gpt-4o").response("It is.").start().end();
        }
      }
      assertThat(raglan.flush(LONG)).isEqualTo(new FlushResult(true, 120, 0, 0));
    }
    List<ConsumerRecord<byte[], byte[]>> records = broker.read("otlp_spans");
    assertThat(WrittenSpans.names(records))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 40)
                .boxed()
                .flatMap(i -> List.of("question " + i, "retrieve " + i, "answer " + i).stream())
                .toList());
    assertThat(records).extracting(ConsumerRecord::partition).contains(0, 1, 2);
  }

  @Test
  void keepWhatOtherTargetsSee() {
    try (Raglan raglan = raglan(to("content").build())) {
      raglan.trace("問い").input("Größe?").sessionId("s-1").tags("chat").start().end();
      assertThat(raglan.flush(LONG).exported()).isEqualTo(1);
    }
    Span span = WrittenSpans.of(broker.read("content")).get(0);
    assertThat(span.getName()).isEqualTo("問い");
    assertThat(span.getAttributesList().toString()).contains("s-1").contains("chat");
    assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
  }

  @Test
  void staySmallerThanTheProducersLimit() {
    Kafka target = to("small").property("max.request.size", "20000").build();
    try (Raglan raglan = raglan(target)) {
      try (ActiveTrace trace = raglan.trace("long").start()) {
        for (int i = 0; i < 50; i++) {
          trace.span("part " + i).attribute("text", "語".repeat(1_000)).start().end();
        }
      }
      assertThat(raglan.flush(LONG)).isEqualTo(new FlushResult(true, 51, 0, 0));
    }
    List<ConsumerRecord<byte[], byte[]>> records = broker.read("small");
    assertThat(WrittenSpans.of(records)).hasSize(51);
    assertThat(records)
        .hasSizeBetween(8, 20)
        .allSatisfy(
            record ->
                assertThat(record.serializedKeySize() + record.serializedValueSize())
                    .isLessThan(20_000));
  }

  /** A broker that does not lead a new partition yet refuses what it takes a moment later. */
  @Test
  void areAllThereThoughTheTopicIsNew() {
    for (int topic = 0; topic < 5; topic++) {
      String name = "new-" + topic;
      Kafka target = to(name).property("batch.size", "0").property("linger.ms", "0").build();
      try (Raglan raglan = raglan(target)) {
        for (int i = 0; i < 40; i++) {
          raglan.trace("part " + i).input("x".repeat(2_000)).start().end();
        }
        assertThat(raglan.flush(LONG)).as(name).isEqualTo(new FlushResult(true, 40, 0, 0));
      }
    }
  }

  @Test
  void areAllThereButTheSpanThatIsLargerThanTheProducersLimit() {
    Kafka target = to("outsize").property("max.request.size", "10000").build();
    try (Raglan raglan = raglan(target)) {
      try (ActiveTrace trace = raglan.trace("root").start()) {
        trace.span("small").start().end();
        trace.span("large").attribute("text", "x".repeat(12_000)).start().end();
      }
      FlushResult result = raglan.flush(LONG);
      assertThat(result.exported()).isEqualTo(2);
      assertThat(raglan.delivery().dropped(DropReason.REJECTED)).isEqualTo(1);
      assertThat(raglan.delivery().dropped()).isEqualTo(1);
    }
    assertThat(WrittenSpans.names(broker.read("outsize")))
        .containsExactlyInAnyOrder("root", "small");
  }

  /** With batches of one record: those that Kafka's client splits itself may wait for its time. */
  @Test
  void areHalvedWhereTheTopicTakesLessThanTheProducer() throws Exception {
    broker.create("narrow", Map.of("max.message.bytes", "9000"));
    try (Raglan raglan = raglan(to("narrow").property("batch.size", "0").build())) {
      try (ActiveTrace trace = raglan.trace("root").start()) {
        for (int i = 0; i < 20; i++) {
          trace.span("part " + i).attribute("text", "x".repeat(2_000)).start().end();
        }
        trace.span("large").attribute("text", "x".repeat(12_000)).start().end();
      }
      raglan.flush(LONG);
      assertThat(raglan.delivery().exported()).isEqualTo(21);
      assertThat(raglan.delivery().dropped(DropReason.REJECTED)).isEqualTo(1);
    }
    assertThat(WrittenSpans.names(broker.read("narrow")))
        .hasSize(21)
        .doesNotHaveDuplicates()
        .doesNotContain("large");
  }

  @Test
  void mayBeCompressed() {
    for (String codec : List.of("gzip", "lz4", "zstd", "snappy")) {
      String topic = "compressed-" + codec;
      try (Raglan raglan = raglan(to(topic).property("compression.type", codec).build())) {
        raglan.trace("one").input("x".repeat(4_000)).start().end();
        assertThat(raglan.flush(LONG).exported()).as(codec).isEqualTo(1);
      }
      assertThat(WrittenSpans.names(broker.read(topic))).containsExactly("one");
    }
  }

  @Test
  void leaveNoThreadBehind() {
    Raglan raglan = raglan(to("threads").build());
    raglan.trace("one").start().end();
    assertThat(raglan.flush(LONG).exported()).isEqualTo(1);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .filteredOn(name -> name.startsWith("kafka-"))
        .hasSize(1);
    raglan.close(LONG);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(
                        name -> name.startsWith("kafka-producer") || name.startsWith("raglan-")));
  }

  @Test
  void comeFromTheStartersProperties() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(dev.raglan.spring.RaglanAutoConfiguration.class))
        .withPropertyValues(
            "raglan.export.kafka.bootstrap-servers=" + broker.address(),
            "raglan.export.kafka.topic=from.spring",
            "raglan.export.kafka.properties.compression.type=gzip",
            "raglan.export.kafka.properties.linger.ms=1")
        .run(
            context -> {
              Raglan raglan = context.getBean(Raglan.class);
              raglan.trace("from a bean").start().end();
              assertThat(raglan.flush(LONG).exported()).isEqualTo(1);
            });
    assertThat(WrittenSpans.names(broker.read("from.spring"))).containsExactly("from a bean");
  }
}
