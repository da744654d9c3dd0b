package floor;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Without {@code @SpringBootTest}, which switches the export of traces off. */
class SharedSdkTest {

  @Test
  void exportsTheSpanOfAnAnnotatedMethodByTheApplicationsSdkAndToTheTargets() throws Exception {
    Path file = Path.of("target/shared-sdk.jsonl");
    Files.deleteIfExists(file);
    List<SpanData> spans;
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(Application.class, Exporting.class)
            .properties(
                "raglan.export.file.path=" + file, "management.tracing.sampling.probability=1.0")
            .run()) {
      Assistant assistant = application.getBean(Assistant.class);
      Observation.createNotStarted("request", application.getBean(ObservationRegistry.class))
          .observe(() -> assistant.answer("why?"));
      assertThat(application.getBean(Raglan.class).openTelemetry())
          .isSameAs(application.getBean(OpenTelemetry.class));
      SdkTracerProvider provider = application.getBean(SdkTracerProvider.class);
      assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
      spans = application.getBean(InMemorySpanExporter.class).getFinishedSpanItems();
    }
    assertThat(spans).extracting(SpanData::getName).containsExactly("Assistant.answer", "request");
    assertThat(spans.get(0).getParentSpanId()).isEqualTo(spans.get(1).getSpanId());
    assertThat(Files.readString(file)).contains("Assistant.answer", "test-model", "request");
  }

  static class Exporting {

    @Bean
    InMemorySpanExporter exporter() {
      return InMemorySpanExporter.create();
    }
  }
}
