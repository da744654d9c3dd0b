package dev.raglan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raglan.internal.ambient.OtelVariables;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpEnvironmentTest {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  @Test
  void namesNoReceiverUnlessAnAddressIsSet() {
    assertThat(from(Map.of())).isEmpty();
    assertThat(from(Map.of(ENDPOINT, " "))).isEmpty();
    assertThat(from(Map.of(ENDPOINT, "http://c:4318", "OTEL_TRACES_EXPORTER", "none"))).isEmpty();
  }

  @Test
  void addsThePathToTheGeneralAddressAlone() {
    assertThat(from(Map.of(ENDPOINT, "http://c:4318/base/")))
        .get()
        .asString()
        .contains("endpoint=http://c:4318/base/v1/traces");
    assertThat(
            from(
                Map.of(
                    ENDPOINT,
                    "http://c:4318",
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                    "http://t:4318/ingest")))
        .get()
        .asString()
        .contains("endpoint=http://t:4318/ingest");
  }

  @Test
  void readsEverySetting() {
    assertThat(
            from(
                Map.of(
                    ENDPOINT,
                    "https://c:4317",
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    "grpc",
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "x-api-key=a%20b,x-tenant=t",
                    "OTEL_EXPORTER_OTLP_TIMEOUT",
                    "2500",
                    "OTEL_EXPORTER_OTLP_COMPRESSION",
                    "none",
                    "OTEL_TRACES_EXPORTER",
                    "console, otlp")))
        .get()
        .hasToString(
            "Otlp{endpoint=https://c:4317, protocol=grpc, compression=none, timeout=PT2.5S,"
                + " headers=[x-api-key, x-tenant]}");
  }

  @Test
  void takesAGrpcAddressWithoutAScheme() {
    Map<String, String> grpc =
        Map.of(ENDPOINT, "collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

    assertThat(from(grpc)).get().asString().contains("endpoint=https://collector:4317");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_PROTOCOL, http/xml",
    "OTEL_EXPORTER_OTLP_TIMEOUT, 10s",
    "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION, brotli",
    "OTEL_EXPORTER_OTLP_HEADERS, hunter2",
    "OTEL_EXPORTER_OTLP_HEADERS, 'a=b,=hunter2'",
    "OTEL_EXPORTER_OTLP_HEADERS, a=%zzhunter2",
  })
  void namesTheVariableThatIsNotValid(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> from(Map.of(ENDPOINT, "http://c:4318", name, value)))
        .withMessageStartingWith(name + ": ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://c:4318/, '', http/protobuf, '', http://c:4318/v1/traces",
    "http://c:4318, ' ', '', '', http://c:4318/v1/traces",
    "http://c:4318, http://t:1/, http/protobuf, '', http://t:1/v1/traces",
    "'', http://t:1/a/b/, http/json, '', http://t:1/a/b/",
    "http://c:4317/, '', grpc, '', http://c:4317",
    "c:4317, t:4317, grpc, true, http://t:4317",
    "c:4317, '', grpc, FALSE, https://c:4317",
    "https://c:4317, '', grpc, true, https://c:4317",
    "http://c:4318/base?tenant=a, '', http/protobuf, '', http://c:4318/base/v1/traces",
  })
  void prefersWhatIsSaidOfTraces(
      String general, String traces, String protocol, String insecure, String endpoint) {
    Map<String, String> variables =
        Map.of(
            ENDPOINT,
            general,
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            traces,
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "http/json",
            "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
            protocol,
            "OTEL_EXPORTER_OTLP_INSECURE",
            insecure,
            "OTEL_EXPORTER_OTLP_HEADERS",
            "x-general=1",
            "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
            "x-traces=a%3Db%2Cc, ,x-empty=");

    assertThat(from(variables))
        .get()
        .asString()
        .contains(
            "endpoint=" + endpoint + ",",
            "protocol=" + (protocol.isEmpty() ? "http/json" : protocol))
        .contains("headers=[x-empty, x-traces]");
  }

  @ParameterizedTest
  @CsvSource({"CLIENT_CERTIFICATE, key", "CLIENT_KEY, certificate"})
  void wantsAClientsCertificateAndKeyTogether(String name, String missing) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> from(Map.of(ENDPOINT, "https://c:4318", "OTEL_EXPORTER_OTLP_" + name, "a.pem")))
        .withMessageContaining("the " + missing + " is missing");
  }

  @Test
  void readsTheResource() {
    Map<String, String> variables =
        Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=shop,deployment.environment=a%2Cb");

    OtelVariables resource = new OtelVariables(variables::get);
    assertThat(resource.serviceName()).isEqualTo("shop");
    assertThat(resource.resourceAttributes())
        .containsExactly(
            Map.entry("service.name", "shop"), Map.entry("deployment.environment", "a,b"));
    assertThat(new OtelVariables(Map.of("OTEL_SERVICE_NAME", "x")::get).serviceName())
        .isEqualTo("x");
    assertThat(new OtelVariables(Map.<String, String>of()::get).serviceName()).isNull();
  }

  private static Optional<Otlp> from(Map<String, String> variables) {
    return Otlp.fromEnvironment(variables::get);
  }
}
