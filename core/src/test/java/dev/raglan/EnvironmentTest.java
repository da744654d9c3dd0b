package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

  @Test
  void sendsWhereOpenTelemetrysVariablesSay() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(new MockResponse.Builder().build());
      server.start();
      Map<String, String> variables =
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              server.url("/").toString(),
              "OTEL_EXPORTER_OTLP_HEADERS",
              "x-api-key=a%20b",
              "OTEL_SERVICE_NAME",
              "shop",
              "OTEL_RESOURCE_ATTRIBUTES",
              "service.name=other,cloud.region=eu");

      try (Raglan raglan = Raglan.builder().fromEnvironment(variables::get).build()) {
        raglan.trace("ask").start().close();
        assertThat(raglan.flush(Duration.ofSeconds(10)).complete()).isTrue();
      }

      RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
      assertThat(request.getTarget()).isEqualTo("/v1/traces");
      assertThat(request.getHeaders().get("x-api-key")).isEqualTo("a b");
      ExportTraceServiceRequest sent =
          ExportTraceServiceRequest.parseFrom(request.getBody().toByteArray());
      assertThat(sent.getResourceSpans(0).getResource().getAttributesList())
          .extracting(attribute -> attribute.getKey() + "=" + attribute.getValue().getStringValue())
          .contains("service.name=shop", "cloud.region=eu");
    }
  }
}
