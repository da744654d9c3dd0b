package floor;

import dev.raglan.Raglan;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(
    properties = {
      "raglan.export.file.path=target/shared-sdk.jsonl",
      "management.tracing.sampling.probability=1.0"
    })
class SharedSdkTest {

  @Autowired Assistant assistant;
  @Autowired Raglan raglan;
  @Autowired OpenTelemetry openTelemetry;
  @Autowired SdkTracerProvider provider;
  @Autowired InMemorySpanExporter exporter;
  @Autowired ObservationRegistry observations;

  @Test
  void exportsTheSpanOfAnAnnotatedMethodByTheApplicationsSdkAndToTheTargets() throws Exception {
    Observation.createNotStarted("request", observations)
        .observe(() -> assistant.answer("why?"));
    assertThat(raglan.openTelemetry()).isSameAs(openTelemetry);
    assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
    List<SpanData> spans = exporter.getFinishedSpanItems();
    assertThat(spans).extracting(SpanData::getName).containsExactly("Assistant.answer", "request");
    assertThat(spans.get(0).getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
    assertThat(Files.readString(Path.of("target/shared-sdk.jsonl")))
        .contains("Assistant.answer", "test-model", "request");
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Exporting {

    @Bean
    InMemorySpanExporter exporter() {
      return InMemorySpanExporter.create();
    }
  }
}
