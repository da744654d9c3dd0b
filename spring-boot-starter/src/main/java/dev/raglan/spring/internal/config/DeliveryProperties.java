package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.export.DeliverySettings;
import dev.raglan.spring.properties.RaglanProperties;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.util.unit.DataSize;

/** Reader of {@code raglan.delivery}. */
final class DeliveryProperties {

  private static final String PREFIX = "raglan.delivery.";

  private DeliveryProperties() {}

  /**
   * Returns the delivery settings.
   *
   * @throws RaglanConfigurationException if a property cannot be used
   */
  static DeliverySettings settings(RaglanProperties.Delivery delivery) {
    DeliverySettings.Builder settings = DeliverySettings.builder();
    DataSize bytes = delivery.maxQueueBytes();
    if (bytes != null) {
      check(
          PREFIX + "max-queue-bytes",
          bytes,
          "Set it to a size from 64KB to 256GB, such as 64MB.",
          () -> settings.maxQueueBytes(bytes.toBytes()));
    }
    spans("max-queue-spans", delivery.maxQueueSpans(), settings::maxQueueSpans);
    spans("batch-size", delivery.batchSize(), settings::batchSize);
    time("interval", delivery.interval(), settings::interval);
    time("timeout", delivery.timeout(), settings::timeout);
    time("shutdown-timeout", delivery.shutdownTimeout(), settings::shutdownTimeout);
    return check(
        PREFIX + "batch-size",
        delivery.batchSize(),
        "Set it to raglan.delivery.max-queue-spans or less, or raise that.",
        settings::build);
  }

  private static void spans(String name, int number, IntFunction<DeliverySettings.Builder> setter) {
    check(
        PREFIX + name,
        number,
        "Set it to a number of spans from 1 to 1048576.",
        () -> setter.apply(number));
  }

  private static void time(
      String name, Duration time, Function<Duration, DeliverySettings.Builder> setter) {
    check(
        PREFIX + name,
        time,
        "Set it to a duration from 1ms to 1h, such as 5s.",
        () -> setter.apply(time));
  }
}
