package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpCompression;
import dev.raglan.export.OtlpProtocol;
import dev.raglan.internal.ambient.OtelVariables;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.properties.RaglanProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Reader of {@code raglan.export.otlp}, and of OpenTelemetry's variables where a property is not
 * set; a blank one counts as not set.
 */
final class OtlpProperties {

  private static final Logger LOG = LoggerFactory.getLogger(OtlpProperties.class);

  static final String PREFIX = "raglan.export.otlp.";
  private static final String HEADERS = PREFIX + "headers";
  private static final String PEM = "Set it to the path of a PEM file.";

  private final RaglanProperties.Otlp otlp;
  private final Environment environment;
  private final OtelVariables variables;
  private final Otlp.Builder target = Otlp.builder();

  OtlpProperties(RaglanProperties.Otlp otlp, Environment environment) {
    this.otlp = otlp;
    this.environment = environment;
    this.variables = new OtelVariables(environment::getProperty);
  }

  /**
   * Returns the receiver, checked but not opened; null if there is none.
   *
   * @param ofVariables true if OpenTelemetry's variables may name it; those of an application with
   *     an SDK of its own are for that SDK
   * @throws RaglanConfigurationException if a property or variable cannot be used
   */
  @Nullable ExportTarget target(boolean ofVariables) {
    String set = text(otlp.endpoint());
    if (set == null && (!ofVariables || variables.excludeOtlp())) {
      return null;
    }
    if (set == null && variables.endpoint(true) == null) {
      return null;
    }
    boolean grpc = readProtocol() == OtlpProtocol.GRPC;
    String endpoint = set == null ? String.valueOf(variables.endpoint(grpc)) : set;
    readEncoding();
    readTimeout();
    readHeaders(set != null);
    readConnection();
    readClientCertificate();
    target.allowPlaintextCredentials(otlp.allowPlaintextCredentials());
    Otlp built =
        check(
            set == null ? variables.nameOfOtlp("ENDPOINT") : ExportTargets.ENDPOINT,
            null,
            "Set it to the receiver's address, such as http://localhost:4318, with https where a"
                + " header carries a credential (raglan.export.otlp.allow-plaintext-credentials=true"
                + " sends it unencrypted); credentials go into raglan.export.otlp.headers.",
            () -> target.endpoint(endpoint).build());
    return new ExportTargets.Explained(
        built,
        "raglan.export.otlp",
        null,
        "Set trusted-certificates, client-certificate and client-key to PEM files that can be read;"
            + " compression zstd needs com.github.luben:zstd-jni.");
  }

  /** Returns the value without blanks around it; null if it is blank. */
  static @Nullable String text(@Nullable String value) {
    return StringUtils.hasText(value) ? value.strip() : null;
  }

  private OtlpProtocol readProtocol() {
    OtlpProtocol[] read = {OtlpProtocol.HTTP_PROTOBUF};
    read(
        "protocol",
        otlp.protocol(),
        "PROTOCOL",
        "Set it to http/protobuf, http/json or grpc.",
        id -> read[0] = OtlpProtocol.parse(id));
    target.protocol(read[0]);
    return read[0];
  }

  private void readEncoding() {
    read(
        "compression",
        otlp.compression(),
        "COMPRESSION",
        "Set it to gzip, zstd or none.",
        id -> target.compression(OtlpCompression.parse(id)));
    Integer level = otlp.compressionLevel();
    if (level != null) {
      check(
          PREFIX + "compression-level",
          level,
          "Set it to 1 or more.",
          () -> target.compressionLevel(level));
    }
    DataSize most = otlp.maxRequestBytes();
    if (most != null) {
      check(
          PREFIX + "max-request-bytes",
          most,
          "Set it to a size such as 4MB.",
          () -> target.maxRequestBytes(most.toBytes()));
    }
  }

  private void readTimeout() {
    Duration timeout = otlp.timeout();
    if (timeout != null) {
      check(
          PREFIX + "timeout",
          timeout,
          "Set it to a duration such as 10s.",
          () -> target.timeout(timeout));
    } else {
      read(
          "timeout",
          null,
          "TIMEOUT",
          "Set it to milliseconds such as 10000.",
          millis -> target.timeout(Duration.ofMillis(Long.parseLong(millis))));
    }
  }

  /**
   * Those of the list win over those of the map, and both over those of the variable, which are for
   * the endpoint of the variables and no other: they are credentials.
   *
   * @param ownEndpoint true if a property names the endpoint
   */
  private void readHeaders(boolean ownEndpoint) {
    NamedPairs pairs = new NamedPairs(HEADERS, environment);
    pairs.requireWholeNames();
    Map<String, String> list = pairs.list();
    if (list.isEmpty() && otlp.headers().isEmpty()) {
      readHeadersOfVariable(ownEndpoint);
      return;
    }
    otlp.headers()
        .forEach((name, value) -> checkHeaders(HEADERS, () -> target.header(name, value)));
    checkHeaders(HEADERS, () -> target.headers(list));
  }

  private void readHeadersOfVariable(boolean ownEndpoint) {
    String variable = variables.otlp("HEADERS");
    if (variable == null) {
      return;
    }
    String name = variables.nameOfOtlp("HEADERS");
    if (ownEndpoint) {
      LOG.info(
          "Raglan: {} is not sent to {}; headers for it go into {}",
          name,
          ExportTargets.ENDPOINT,
          HEADERS);
    } else {
      checkHeaders(name, () -> target.headers(variable));
    }
  }

  private static void checkHeaders(String property, Supplier<Otlp.Builder> setter) {
    check(property, null, "Use header names as HTTP has them, with values on one line.", setter);
  }

  private void readConnection() {
    read(
        "trusted-certificates",
        otlp.trustedCertificates(),
        "CERTIFICATE",
        PEM,
        file -> target.trustedCertificates(Path.of(file)));
    String proxy = text(otlp.proxy());
    if (proxy != null) {
      // Not shown: somebody may write a password into it.
      check(
          PREFIX + "proxy",
          null,
          "Set it to host:port, such as proxy.acme.com:3128.",
          () -> proxy(proxy));
    }
  }

  private Otlp.Builder proxy(String address) {
    String rest = address.startsWith("http://") ? address.substring(7) : address;
    int colon = rest.lastIndexOf(':');
    if (!rest.matches("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5}/?")) {
      throw new IllegalArgumentException("it is not host:port");
    }
    String host = rest.substring(0, colon).replace("[", "").replace("]", "");
    return target.proxy(host, Integer.parseInt(rest.substring(colon + 1).replace("/", "")));
  }

  private void readClientCertificate() {
    String[] certificate = new String[1];
    String[] key = new String[1];
    read(
        "client-certificate",
        otlp.clientCertificate(),
        "CLIENT_CERTIFICATE",
        PEM,
        file -> certificate[0] = file);
    read("client-key", otlp.clientKey(), "CLIENT_KEY", PEM, file -> key[0] = file);
    if ((certificate[0] == null) != (key[0] == null)) {
      throw new RaglanConfigurationException(
          PREFIX + (certificate[0] == null ? "client-certificate" : "client-key"),
          null,
          "it is not set, but the other one is",
          "Set both raglan.export.otlp.client-certificate and client-key, or neither.");
    }
    if (certificate[0] != null) {
      target.clientCertificate(Path.of(certificate[0]), Path.of(key[0]));
    }
  }

  private void read(
      String property,
      @Nullable String value,
      String variable,
      String remedy,
      Consumer<String> setter) {
    String set = text(value);
    String read = set == null ? variables.otlp(variable) : set;
    if (read != null) {
      String name = set == null ? variables.nameOfOtlp(variable) : PREFIX + property;
      check(
          name,
          read,
          remedy,
          () -> {
            setter.accept(read);
            return name;
          });
    }
  }
}
