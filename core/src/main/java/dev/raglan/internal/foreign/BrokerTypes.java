package dev.raglan.internal.foreign;

import java.util.Map;

/** Records of Kafka by where they are and what they carry; their headers are left out. */
final class BrokerTypes {

  private static final String CLIENTS = "org.apache.kafka.clients.";

  private BrokerTypes() {}

  static void addTo(Map<String, PlainForm.Finder> known) {
    known.put(
        CLIENTS + "consumer.ConsumerRecord",
        (owner, type) ->
            WebTypes.object(
                owner,
                "topic",
                "topic",
                "partition",
                "partition",
                "offset",
                "offset",
                "key",
                "key",
                "value",
                "value"));
    known.put(
        CLIENTS + "producer.ProducerRecord",
        (owner, type) -> WebTypes.object(owner, "topic", "topic", "key", "key", "value", "value"));
    known.put(CLIENTS + "consumer.ConsumerRecords", (owner, type) -> records(owner));
  }

  private static PlainForm records(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod count = PublicMethod.of(owner, "count");
    return value -> new ElementsView(count.number(value), () -> ((Iterable<?>) value).iterator());
  }
}
