package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.OtlpProperties.text;
import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.kafka.Kafka;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.properties.RaglanProperties;

/**
 * Reader of {@code raglan.export.kafka}. The only class that names raglan-kafka, because the
 * application may not have it.
 */
final class KafkaTarget {

  static final String REMEDY = "Use the properties of Kafka's producer, such as security.protocol.";

  private KafkaTarget() {}

  /**
   * Returns the target, checked but not opened.
   *
   * @throws RaglanConfigurationException if a property cannot be used
   */
  static ExportTarget of(RaglanProperties.KafkaTopic kafka, String brokers) {
    check(
        ExportTargets.BROKERS,
        null,
        "Set it to the addresses of brokers, such as localhost:9092.",
        () -> Kafka.to(brokers));
    Kafka.Builder target = Kafka.builder().bootstrapServers(brokers);
    target.allowPlaintextCredentials(kafka.allowPlaintextCredentials());
    String topic = text(kafka.topic());
    if (topic != null) {
      check(
          "raglan.export.kafka.topic",
          topic,
          "Set it to the name of a topic, such as otlp_spans.",
          () -> target.topic(topic).build());
    }
    return check(
        "raglan.export.kafka.properties",
        kafka.properties().keySet(),
        REMEDY,
        () -> target.properties(kafka.properties()).build());
  }
}
