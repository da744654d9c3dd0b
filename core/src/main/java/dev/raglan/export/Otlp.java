package dev.raglan.export;

import dev.raglan.internal.otlp.OtlpEndpoint;
import dev.raglan.internal.otlp.OtlpExporters;
import dev.raglan.internal.otlp.OtlpHeaders;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An OTLP receiver: a collector, or any backend that speaks OpenTelemetry's protocol.
 *
 * <pre>{@code
 * Otlp.to("http://localhost:4318")
 * Otlp.builder().endpoint("https://otlp.acme.com").header("authorization", token).build()
 * }</pre>
 *
 * <p>Needs {@code io.opentelemetry:opentelemetry-exporter-otlp} at run time. Immutable.
 */
public final class Otlp implements ExportTarget {

  private static final String ARTIFACT = "io.opentelemetry:opentelemetry-exporter-otlp";

  private final OtlpEndpoint endpoint;
  private final OtlpProtocol protocol;
  private final OtlpCompression compression;
  private final Duration timeout;
  private final Map<String, String> headers;

  private Otlp(Builder builder, String endpoint) {
    this.protocol = builder.protocol;
    this.endpoint =
        switch (protocol) {
          case HTTP_PROTOBUF -> OtlpEndpoint.http(endpoint);
          case GRPC -> OtlpEndpoint.grpc(endpoint);
        };
    this.compression = builder.compression;
    this.timeout = builder.timeout;
    this.headers = builder.headers.copy();
  }

  /**
   * The receiver at that address, over HTTP, with gzip and a timeout of 10 seconds.
   *
   * @param endpoint as {@link Builder#endpoint} takes it
   * @throws IllegalArgumentException if the address cannot be sent to; never quotes the address
   */
  public static Otlp to(String endpoint) {
    return builder().endpoint(endpoint).build();
  }

  /** The settings of a receiver, to be filled in. */
  public static Builder builder() {
    return new Builder();
  }

  /** Always {@code otlp}. */
  @Override
  public String name() {
    return "otlp";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Does not connect: a receiver that is down fails exports, not the start.
   */
  @Override
  public SpanExporter open() {
    try {
      return switch (protocol) {
        case HTTP_PROTOBUF -> OtlpExporters.http(endpoint, headers, compression.id(), timeout);
        case GRPC -> OtlpExporters.grpc(endpoint, headers, compression.id(), timeout);
      };
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException("OTLP export needs " + ARTIFACT + " on the class path", e);
    }
  }

  /** The settings, without the address's query and the headers' values. */
  @Override
  public String toString() {
    return "Otlp{endpoint=%s, protocol=%s, compression=%s, timeout=%s, headers=%s}"
        .formatted(
            endpoint, protocol.id(), compression.id(), timeout, new TreeSet<>(headers.keySet()));
  }

  /** The settings of a receiver. Not thread-safe. */
  public static final class Builder {

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
    private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    private final OtlpHeaders headers = new OtlpHeaders();
    private @Nullable String endpoint;
    private OtlpProtocol protocol = OtlpProtocol.HTTP_PROTOBUF;
    private OtlpCompression compression = OtlpCompression.GZIP;
    private Duration timeout = Duration.ofSeconds(10);

    private Builder() {}

    /**
     * The receiver's address; required.
     *
     * @param endpoint an absolute http or https URI without credentials and fragment; over HTTP an
     *     empty path becomes {@code /v1/traces}, over gRPC there must be none
     */
    public Builder endpoint(String endpoint) {
      this.endpoint = endpoint;
      return this;
    }

    /** How spans travel; HTTP unless said otherwise. */
    public Builder protocol(OtlpProtocol protocol) {
      this.protocol = protocol;
      return this;
    }

    /** How requests are compressed; gzip unless said otherwise. */
    public Builder compression(OtlpCompression compression) {
      this.compression = compression;
      return this;
    }

    /**
     * How long one export may take, retries included; 10 seconds unless said otherwise.
     *
     * @throws IllegalArgumentException if it is under a millisecond or over a day
     */
    public Builder timeout(Duration timeout) {
      if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
        throw new IllegalArgumentException("OTLP timeout must be from 1 ms to 1 day: " + timeout);
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * A header to send with every request; of two with the same name the later counts.
     *
     * @throws IllegalArgumentException if the name is no HTTP header name, or the value is not
     *     printable ASCII on one line; never quotes the value
     */
    public Builder header(String name, String value) {
      headers.set(name, value);
      return this;
    }

    /** Headers to send with every request, as {@link #header} takes each. */
    public Builder headers(Map<String, String> headers) {
      headers.forEach(this::header);
      return this;
    }

    /**
     * The receiver.
     *
     * @throws IllegalArgumentException if the endpoint is missing or cannot be sent to; never
     *     quotes it
     */
    public Otlp build() {
      if (endpoint == null) {
        throw new IllegalArgumentException("OTLP endpoint is missing");
      }
      return new Otlp(this, endpoint);
    }
  }
}
