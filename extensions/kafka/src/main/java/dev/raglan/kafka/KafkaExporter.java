package dev.raglan.kafka;

import dev.raglan.internal.transport.BatchExporter;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.Settlement;
import dev.raglan.internal.transport.Settlement.Loss;
import dev.raglan.internal.transport.SingleExport;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * An exporter to a topic. One export at a time.
 *
 * <p>The producer is made by the first export, which tells the time of a batch, and anew after one
 * that was closed with records under way: so nothing is written that has been counted as dropped.
 */
final class KafkaExporter implements BatchExporter {

  private static final Duration TIME_ALONE = Duration.ofSeconds(10);

  private final ProducerSettings settings;
  private @Nullable Producer<byte[], byte[]> producer;
  private volatile long maxContent;
  private volatile boolean closed;

  private KafkaExporter(ProducerSettings settings) {
    this.settings = settings;
    this.maxContent = settings.maxContent();
  }

  /**
   * Opens an exporter; connects with the first export.
   *
   * @throws IllegalStateException if Kafka refuses the properties
   */
  static KafkaExporter open(ProducerSettings settings) {
    try {
      create(settings, TIME_ALONE).close(Duration.ZERO);
    } catch (KafkaException refused) {
      String reason = reason(refused);
      // Names may resolve later.
      if (!reason.contains("resolvable")) {
        // Without its cause, whose message may quote a secret.
        throw new IllegalStateException(
            "Kafka's producer cannot be made: " + settings.hideSecrets(reason));
      }
    }
    return new KafkaExporter(settings);
  }

  private static Producer<byte[], byte[]> create(ProducerSettings settings, Duration batch) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(settings.properties(batch), bytes, bytes);
  }

  /** Returns the message of the innermost cause: Kafka's own says only that it failed. */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    return Objects.requireNonNullElse(innermost.getMessage(), innermost.getClass().getName());
  }

  @Override
  public void export(List<SpanData> spans, Settlement settlement) {
    if (closed) {
      settlement.dropped(spans.size(), Loss.FAILED, FailureCause.of("the exporter is closed"));
      return;
    }
    new RecordBatch(this, settings, settlement).run(spans);
  }

  /** Exports with the time of a record. */
  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    if (spans.isEmpty()) {
      return CompletableResultCode.ofSuccess();
    }
    Duration time = settings.timeout();
    return SingleExport.run(
        time == null ? TIME_ALONE : time, settlement -> export(List.copyOf(spans), settlement));
  }

  /** Returns the largest content of a record that the cluster is known to take. */
  long maxContent() {
    return maxContent;
  }

  /** Remembers that the cluster refused a record of that size. */
  void tooLarge(int bytes) {
    maxContent = Math.max(1, Math.min(maxContent, bytes / 2));
  }

  /**
   * Returns the producer.
   *
   * @param batch the time of a batch
   * @throws KafkaException if it cannot be made now, or the exporter is closed
   */
  synchronized Producer<byte[], byte[]> producer(Duration batch) {
    if (closed) {
      throw new KafkaException("the exporter is closed");
    }
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      open = create(settings, batch);
      producer = open;
    }
    return open;
  }

  private synchronized @Nullable Producer<byte[], byte[]> take() {
    Producer<byte[], byte[]> open = producer;
    producer = null;
    return open;
  }

  /** Closes the producer; every record under way has its outcome when this returns. */
  void closeProducer() {
    Producer<byte[], byte[]> open = take();
    if (open != null) {
      // Kafka would not wait for its thread.
      boolean interrupted = Thread.interrupted();
      try {
        open.close(Duration.ZERO);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    closed = true;
    closeProducer();
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public String toString() {
    return "KafkaExporter{" + settings.servers() + ", " + settings.topic() + "}";
  }
}
