package floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.Raglan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Without {@code @SpringBootTest}, which switches the export of traces off. */
class OwnSdkTest {

  @Test
  void runsWithoutSpringBootsTracing() {
    assertThatThrownBy(() -> Class.forName("io.micrometer.tracing.otel.bridge.OtelTracer"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void exportsTheSpanOfAnAnnotatedMethod() throws Exception {
    Path file = Path.of("target/own-sdk.jsonl");
    Files.deleteIfExists(file);
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(Application.class)
            .properties("raglan.export.file.path=" + file)
            .run()) {
      assertThat(application.getBean(Assistant.class).answer("why?")).isEqualTo("because");
      assertThat(application.getBean(Raglan.class).flush(Duration.ofSeconds(10)).complete())
          .isTrue();
    }
    assertThat(Files.readString(file))
        .contains("Assistant.answer", "test-model", "why?", "because", "\"floor\"");
  }
}
