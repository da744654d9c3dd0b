package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.export.DeliverySettings;
import dev.raglan.spring.properties.RaglanProperties;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/** Reader of {@code raglan.delivery}. */
final class DeliveryProperties {

  private static final String PREFIX = "raglan.delivery.";
  private static final String SPOOL = PREFIX + "spool.";

  static final String SPOOL_DIRECTORY = SPOOL + "directory";
  static final String SPOOL_REMEDY = "Set it to the path of a directory that can be written to.";

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
    spool(delivery.spool(), settings);
    return check(
        PREFIX + "batch-size",
        delivery.batchSize(),
        "Set it to raglan.delivery.max-queue-spans or less, or raise that.",
        settings::build);
  }

  private static void spool(RaglanProperties.Spool spool, DeliverySettings.Builder settings) {
    check(
        SPOOL + "max-bytes",
        spool.maxBytes(),
        "Set it to a size from 1MB to 1TB, such as 256MB.",
        () -> settings.spoolMaxBytes(spool.maxBytes().toBytes()));
    check(
        SPOOL + "max-age",
        spool.maxAge(),
        "Set it to a duration from 1s to 365d, such as 24h.",
        () -> settings.spoolMaxAge(spool.maxAge()));
    String directory = spool.directory();
    if (StringUtils.hasText(directory)) {
      check(
          SPOOL_DIRECTORY,
          directory,
          SPOOL_REMEDY,
          () -> settings.spoolDirectory(usable(Path.of(directory))));
    }
  }

  private static Path usable(Path directory) {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException("it is a link or a file");
    }
    return directory;
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
