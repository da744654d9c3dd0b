package floor;

import dev.raglan.Raglan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;




@SpringBootTest(properties = "raglan.export.file.path=target/own-sdk.jsonl")
class OwnSdkTest {

  @Autowired Assistant assistant;
  @Autowired Raglan raglan;

  @Test
  void runsWithoutSpringBootsTracing() {
    assertThatThrownBy(() -> Class.forName("io.micrometer.tracing.otel.bridge.OtelTracer"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void exportsTheSpanOfAnAnnotatedMethod() throws Exception {
    Path file = Path.of("target/own-sdk.jsonl");
    long before = Files.size(file);
    assertThat(assistant.answer("why?")).isEqualTo("because");
    assertThat(raglan.flush(Duration.ofSeconds(10)).complete()).isTrue();
    assertThat(Files.readString(file).substring((int) before))
        .contains("Assistant.answer", "test-model", "why?", "because", "\"floor\"");
  }
}
