package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.annotation.Traced;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** Listeners of Spring Kafka's containers hear as without Raglan, and are traced. */
@ExtendWith(OutputCaptureExtension.class)
class KafkaListenerBeansTest {

  private static final List<String> HEARD = new CopyOnWriteArrayList<>();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withUserConfiguration(Containers.class);

  /** Something that is listened for. */
  interface Listens {
    void onText(String text);
  }

  /** A listener as the documentation has it. */
  static class Plain {

    private final String state = String.valueOf("heard ");

    @Traced
    @KafkaListener(topics = "texts")
    public void onText(String text) {
      HEARD.add(state + text);
    }
  }

  /** Its method is that of an interface. */
  static class OfInterface implements Listens {

    private final String state = String.valueOf("heard ");

    @Override
    @Traced
    @KafkaListener(topics = "texts")
    public void onText(String text) {
      HEARD.add(state + text);
    }
  }

  /** Its method is on no interface, though it has one. */
  static class Beside implements Runnable {

    private final String state = String.valueOf("heard ");

    @Override
    public void run() {}

    @Traced
    @KafkaListener(topics = "texts")
    void onText(ConsumerRecord<String, String> text) {
      HEARD.add(state + text.value());
    }
  }

  /** A method for each type of payload. */
  @KafkaListener(topics = "texts")
  static class ByType {

    private final String state = String.valueOf("heard ");

    @Traced
    @KafkaHandler
    public void onText(String text) {
      HEARD.add(state + text);
    }

    @KafkaHandler
    public void onNumber(Integer number) {
      HEARD.add(state + number);
    }
  }

  /** A method that is private. */
  static class Private {

    private final String state = String.valueOf("heard ");

    @Traced
    public void other() {}

    @KafkaListener(topics = "texts")
    private void onText(String text) {
      HEARD.add(state + text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dev.raglan.spring.KafkaListenerBeansTest$Plain, Plain.onText",
    "dev.raglan.spring.KafkaListenerBeansTest$OfInterface, OfInterface.onText",
    "dev.raglan.spring.KafkaListenerBeansTest$Beside, Beside.onText",
    "dev.raglan.spring.KafkaListenerBeansTest$ByType, ByType.onText",
    "dev.raglan.spring.KafkaListenerBeansTest$Private,",
  })
  void hearAndAreTraced(Class<?> type, String span, CapturedOutput output) {
    for (String property :
        List.of(
            "raglan.enabled=false", "raglan.enabled=true", "spring.aop.proxy-target-class=false")) {
      HEARD.clear();
      runner
          .withPropertyValues(property)
          .withBean("listener", type)
          .run(
              context -> {
                assertThat(context).hasNotFailed();
                await().untilAsserted(() -> assertThat(HEARD).containsExactly("heard hello"));
                if (!property.equals("raglan.enabled=false")) {
                  await()
                      .untilAsserted(
                          () ->
                              assertThat(RecordedSpans.namesOf(context))
                                  .isEqualTo(span == null ? List.of() : List.of(span)));
                }
              });
    }
    if (span == null) {
      assertThat(output).contains("Private.onText, annotated with @KafkaListener");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableKafka
  static class Containers {

    @Bean
    static ConcurrentKafkaListenerContainerFactory<String, String> kafkaListenerContainerFactory() {
      ConcurrentKafkaListenerContainerFactory<String, String> factory =
          new ConcurrentKafkaListenerContainerFactory<>();
      factory.setConsumerFactory(new OneRecord());
      factory.getContainerProperties().setGroupId("group");
      factory.getContainerProperties().setPollTimeout(20);
      return factory;
    }
  }

  /** Consumers that get one record. */
  private static final class OneRecord extends DefaultKafkaConsumerFactory<String, String> {

    private static final TopicPartition PARTITION = new TopicPartition("texts", 0);

    private OneRecord() {
      super(Map.of(), new StringDeserializer(), new StringDeserializer());
    }

    @Override
    protected Consumer<String, String> createRawConsumer(Map<String, Object> properties) {
      MockConsumer<String, String> consumer =
          new MockConsumer<>("earliest") {
            @Override
            public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
              LockSupport.parkNanos(5_000_000); // A consumer waits for records; this one does not.
              return super.poll(timeout);
            }
          };
      consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
      consumer.schedulePollTask(
          () -> {
            consumer.rebalance(List.of(PARTITION));
            consumer.addRecord(new ConsumerRecord<>("texts", 0, 0, "key", "hello"));
          });
      return consumer;
    }
  }
}
