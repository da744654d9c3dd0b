package dev.raglan.internal.foreign;

import org.jspecify.annotations.Nullable;

/** Records of Kafka by where they are and what they carry; their headers are left out. */
final class BrokerTypes {

  private static final String CLIENTS = "org.apache.kafka.clients.";

  private BrokerTypes() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (name) {
      case CLIENTS + "consumer.ConsumerRecord" ->
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
                  "value");
      case CLIENTS + "producer.ProducerRecord" ->
          (owner, type) -> WebTypes.object(owner, "topic", "topic", "key", "key", "value", "value");
      case CLIENTS + "consumer.ConsumerRecords" -> (owner, type) -> records(owner);
      default -> null;
    };
  }

  private static PlainForm records(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod count = PublicMethod.of(owner, "count");
    return value -> new ElementsView(count.number(value), () -> ((Iterable<?>) value).iterator());
  }
}
