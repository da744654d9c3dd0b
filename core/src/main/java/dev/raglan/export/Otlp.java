package dev.raglan.export;

import dev.raglan.internal.ambient.OtelVariables;
import dev.raglan.internal.otlp.OtlpEndpoint;
import dev.raglan.internal.otlp.OtlpExporter;
import dev.raglan.internal.otlp.OtlpHeaders;
import dev.raglan.internal.transport.TlsSettings;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An OTLP receiver: a collector, or any backend that speaks OpenTelemetry's protocol.
 *
 * <pre>{@code
 * Otlp.to("http://localhost:4318")
 * Otlp.builder().endpoint("https://otlp.acme.com").header("authorization", token).build()
 * }</pre>
 *
 * <p>Follows no redirects. Compression {@code zstd} needs {@code com.github.luben:zstd-jni} at run
 * time. Immutable.
 */
public final class Otlp implements ExportTarget {

  private final OtlpExporter.Settings settings;

  private Otlp(OtlpExporter.Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns the receiver at that address, over HTTP with protocol buffers and a timeout of 10
   * seconds.
   *
   * @param endpoint as {@link Builder#endpoint} takes it
   * @throws IllegalArgumentException if the address cannot be sent to; never quotes the address
   */
  public static Otlp to(String endpoint) {
    return builder().endpoint(endpoint).build();
  }

  /**
   * Returns the receiver that OpenTelemetry's environment variables name, such as {@code
   * OTEL_EXPORTER_OTLP_ENDPOINT}; empty if they name none. A blank variable counts as not set.
   *
   * @param variables returns the value of a variable, such as {@link System#getenv(String)}; null
   *     if it is not set
   * @throws IllegalArgumentException if a value is not valid, with the variable's name
   */
  public static Optional<Otlp> fromEnvironment(UnaryOperator<@Nullable String> variables) {
    return Builder.of(new OtelVariables(variables)).map(Builder::build);
  }

  /** Returns a builder without an endpoint. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns {@code otlp}. */
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
      return OtlpExporter.open(settings);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "OTLP compression zstd needs com.github.luben:zstd-jni on the class path", e);
    }
  }

  /** Returns the settings, without the address's query and the headers' values. */
  @Override
  public String toString() {
    return "Otlp{endpoint=%s, protocol=%s, compression=%s, timeout=%s, headers=%s}"
        .formatted(
            settings.endpoint(),
            settings.protocol(),
            settings.compression(),
            settings.timeout(),
            settings.headers());
  }

  /** A builder of {@link Otlp}. Not thread-safe. */
  public static final class Builder {

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
    private static final Duration MAX_TIMEOUT = Duration.ofDays(1);
    private static final long MIN_REQUEST = 1L << 10;
    private static final long MAX_REQUEST = 1L << 30;
    private static final long HTTP_REQUEST = 4L << 20;
    private static final int MAX_LEVEL = 22;

    /** gRPC servers accept 4 MiB unless configured; the frame and its headers count. */
    private static final long GRPC_REQUEST = HTTP_REQUEST - (64L << 10);

    private final OtlpHeaders headers = new OtlpHeaders();
    private @Nullable String endpoint;
    private OtlpProtocol protocol = OtlpProtocol.HTTP_PROTOBUF;
    private @Nullable OtlpCompression compression;
    private int compressionLevel = 1;
    private Duration timeout = Duration.ofSeconds(10);
    private long maxRequestBytes;
    private boolean plaintextCredentials;
    private @Nullable Proxy proxy;
    private @Nullable Path trusted;
    private @Nullable Path certificate;
    private @Nullable Path key;

    private Builder() {}

    private static Optional<Builder> of(OtelVariables variables) {
      Builder builder = new Builder();
      read(variables, "PROTOCOL", id -> builder.protocol(OtlpProtocol.parse(id)));
      String address = variables.endpoint(builder.protocol == OtlpProtocol.GRPC);
      if (address == null || variables.excludeOtlp()) {
        return Optional.empty();
      }
      builder.endpoint(address);
      read(variables, "HEADERS", builder::headers);
      read(variables, "COMPRESSION", id -> builder.compression(OtlpCompression.parse(id)));
      read(variables, "TIMEOUT", ms -> builder.timeout(Duration.ofMillis(Long.parseLong(ms))));
      read(variables, "CERTIFICATE", file -> builder.trustedCertificates(Path.of(file)));
      read(variables, "CLIENT_CERTIFICATE", file -> builder.certificate = Path.of(file));
      read(variables, "CLIENT_KEY", file -> builder.key = Path.of(file));
      return Optional.of(builder);
    }

    private static void read(OtelVariables variables, String name, Consumer<String> setter) {
      String value = variables.otlp(name);
      if (value != null) {
        try {
          setter.accept(value);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(variables.nameOfOtlp(name) + ": " + e.getMessage(), e);
        }
      }
    }

    /**
     * Sets the receiver's address; required.
     *
     * @param endpoint an absolute http or https URI without credentials and fragment; over HTTP an
     *     empty path becomes {@code /v1/traces}, over gRPC there must be none
     */
    public Builder endpoint(String endpoint) {
      this.endpoint = endpoint;
      return this;
    }

    /** Sets the protocol; {@link OtlpProtocol#HTTP_PROTOBUF} by default. */
    public Builder protocol(OtlpProtocol protocol) {
      this.protocol = protocol;
      return this;
    }

    /** Sets the compression; by default gzip, and none to this machine. */
    public Builder compression(OtlpCompression compression) {
      this.compression = compression;
      return this;
    }

    /**
     * Sets the compression level; 1, the fastest, by default.
     *
     * @throws IllegalArgumentException if it is not between 1 and 22; gzip knows 1 to 9
     */
    public Builder compressionLevel(int level) {
      if (level < 1 || level > MAX_LEVEL) {
        throw new IllegalArgumentException("OTLP compression level must be from 1 to 22: " + level);
      }
      this.compressionLevel = level;
      return this;
    }

    /**
     * Sets the longest time of one request; 10 seconds by default. The time of a batch, with all
     * attempts, is {@link DeliverySettings#timeout()}.
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
     * Sets the largest request, as encoded and before compression, in bytes; 4 MiB by default, a
     * little less over gRPC. A span that is larger is sent alone.
     *
     * @throws IllegalArgumentException if it is not between 1 KiB and 1 GiB
     */
    public Builder maxRequestBytes(long bytes) {
      if (bytes < MIN_REQUEST || bytes > MAX_REQUEST) {
        throw new IllegalArgumentException(
            "OTLP maxRequestBytes must be from 1 KiB to 1 GiB: " + bytes);
      }
      this.maxRequestBytes = bytes;
      return this;
    }

    /**
     * Sets a header to send with every request; a later one of the same name replaces it.
     *
     * @throws IllegalArgumentException if the name is not a valid HTTP header name, or the value is
     *     not printable ASCII on one line; never quotes the value
     */
    public Builder header(String name, String value) {
      headers.set(name, value);
      return this;
    }

    /** Sets a header as {@link #header(String, String)} does. */
    public Builder header(String name, Secret value) {
      return header(name, value.reveal());
    }

    /**
     * Sets headers from a list such as {@code name=value,name=value}, with percent-encoded values,
     * as in {@code OTEL_EXPORTER_OTLP_HEADERS}.
     */
    public Builder headers(String list) {
      OtelVariables.pairs("OTLP headers", list).forEach(this::header);
      return this;
    }

    /** Sets headers, each as {@link #header(String, String)} does. */
    public Builder headers(Map<String, String> headers) {
      headers.forEach(this::header);
      return this;
    }

    /**
     * Allows headers that carry a credential to be sent without TLS to another machine; refused by
     * default.
     */
    public Builder allowPlaintextCredentials(boolean allow) {
      this.plaintextCredentials = allow;
      return this;
    }

    /** Sets an HTTP proxy; the JVM's by default. */
    public Builder proxy(String host, int port) {
      this.proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
      return this;
    }

    /** Sets a PEM file of the trusted authorities; the JVM's by default. */
    public Builder trustedCertificates(Path pem) {
      this.trusted = pem;
      return this;
    }

    /**
     * Sets the client's certificate; none by default.
     *
     * @param chain a PEM file of the certificate chain
     * @param privateKey a PEM file of the private key, PKCS#8 and unencrypted
     */
    public Builder clientCertificate(Path chain, Path privateKey) {
      this.certificate = chain;
      this.key = privateKey;
      return this;
    }

    /**
     * Builds the target.
     *
     * @throws IllegalArgumentException if the endpoint is missing or cannot be sent to, or a
     *     credential would be sent without TLS; never quotes either
     */
    public Otlp build() {
      if (endpoint == null) {
        throw new IllegalArgumentException("OTLP endpoint is missing");
      }
      if ((certificate == null) != (key == null)) {
        throw new IllegalArgumentException(
            "OTLP client certificate and client key belong together, but the "
                + (key == null ? "key" : "certificate")
                + " is missing");
      }
      boolean grpc = protocol == OtlpProtocol.GRPC;
      OtlpEndpoint address = grpc ? OtlpEndpoint.grpc(endpoint) : OtlpEndpoint.http(endpoint);
      if (address.isPlaintext()
          && !address.isLoopback()
          && (headers.holdCredentials() || address.holdsCredential())
          && !plaintextCredentials) {
        throw new IllegalArgumentException(
            "OTLP endpoint must start with https://, because "
                + (headers.holdCredentials() ? "headers " + headers : "parameters of its query")
                + " carry a credential; allowPlaintextCredentials(true) sends it unencrypted");
      }
      return new Otlp(
          new OtlpExporter.Settings(
              address,
              protocol.id(),
              new OtlpHeaders(headers),
              compression(address).id(),
              compressionLevel,
              timeout,
              maxRequestBytes > 0 ? maxRequestBytes : grpc ? GRPC_REQUEST : HTTP_REQUEST,
              proxy,
              new TlsSettings(trusted, certificate, key)));
    }

    private OtlpCompression compression(OtlpEndpoint address) {
      if (compression != null) {
        return compression;
      }
      return address.isLoopback() ? OtlpCompression.NONE : OtlpCompression.GZIP;
    }
  }
}
