package dev.raglan.kafka;

import dev.raglan.export.Secret;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka topic that holds OTLP in protocol buffers, as the OpenTelemetry Collector's receiver,
 * Tempo and Jaeger read it under the name {@code otlp_proto}.
 *
 * <pre>{@code
 * Kafka.to("localhost:9092")
 * Kafka.builder().bootstrapServers("kafka:9093").property("security.protocol", "SSL").build()
 * }</pre>
 *
 * <p>Each record is an {@code ExportTraceServiceRequest} with spans of one trace, and its key is
 * the trace's id in hexadecimal digits, so that one partition has all of a trace. The producer is
 * idempotent and waits for all in-sync replicas. Immutable.
 */
public final class Kafka implements ExportTarget {

  private final ProducerSettings settings;

  private Kafka(ProducerSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the topic {@code otlp_spans} of that cluster.
   *
   * @param bootstrapServers as {@link Builder#bootstrapServers} takes them
   * @throws IllegalArgumentException if they are not a list of addresses
   */
  public static Kafka to(String bootstrapServers) {
    return builder().bootstrapServers(bootstrapServers).build();
  }

  /** Returns a builder without servers. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns {@code kafka}. */
  @Override
  public String name() {
    return "kafka";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Checks the producer's properties, its keys and certificates included. A cluster that is down
   * or whose names do not resolve fails exports, not the start.
   *
   * @throws IllegalStateException if Kafka's producer refuses the properties; never quotes a secret
   */
  @Override
  public SpanExporter open() {
    return KafkaExporter.open(settings);
  }

  /** Returns the servers, the topic and the names of the properties, without their values. */
  @Override
  public String toString() {
    return settings.toString();
  }

  /** A builder of {@link Kafka}. Not thread-safe. */
  public static final class Builder {

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    private final Map<String, String> properties = new HashMap<>();
    private @Nullable String servers;
    private String topic = "otlp_spans";
    private @Nullable Duration timeout;
    private boolean plaintextCredentials;

    private Builder() {}

    /**
     * Sets the brokers to ask for the cluster's members; required.
     *
     * @param servers a list such as {@code kafka-1:9092,kafka-2:9092}
     */
    public Builder bootstrapServers(String servers) {
      this.servers = servers;
      return this;
    }

    /** Sets the topic; {@code otlp_spans} by default, as in the Collector. */
    public Builder topic(String topic) {
      this.topic = topic;
      return this;
    }

    /**
     * Sets a property of Kafka's producer, such as {@code security.protocol}; a later one of the
     * same name replaces it. {@link #build()} checks it.
     */
    public Builder property(String name, String value) {
      properties.put(name, value);
      return this;
    }

    /** Sets a property as {@link #property(String, String)} does. */
    public Builder property(String name, Secret value) {
      return property(name, value.reveal());
    }

    /** Sets properties, each as {@link #property(String, String)} does. */
    public Builder properties(Map<String, String> properties) {
      this.properties.putAll(properties);
      return this;
    }

    /**
     * Sets the longest time of one record, retries included. By default, and at most, it is the
     * time of a batch, {@link dev.raglan.export.DeliverySettings#timeout()}.
     *
     * @throws IllegalArgumentException if it is under 100 milliseconds or over a day
     */
    public Builder timeout(Duration timeout) {
      if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            "Kafka timeout must be from 100 ms to 1 day: " + timeout);
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * Allows a login without TLS on another machine, as with {@code SASL_PLAINTEXT}; refused by
     * default. Kerberos, which sends no secret, needs no permission.
     */
    public Builder allowPlaintextCredentials(boolean allow) {
      this.plaintextCredentials = allow;
      return this;
    }

    /**
     * Builds the target.
     *
     * @throws IllegalArgumentException if the servers are missing or no list of addresses, the
     *     topic's name is not valid, a login would be sent without TLS, or a property is unknown to
     *     Kafka, has a wrong value, or would make the counts of spans wrong; never quotes a secret
     */
    public Kafka build() {
      if (servers == null) {
        throw new IllegalArgumentException("Kafka bootstrapServers are missing");
      }
      ProducerSettings settings = ProducerSettings.of(servers, topic, properties, timeout);
      if (!plaintextCredentials) {
        settings.checkEncryption();
      }
      return new Kafka(settings);
    }
  }
}
