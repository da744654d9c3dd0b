package dev.raglan.spring.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Groups of properties of which an application sets none. */
class UnsetGroupsTest {

  private final RaglanProperties unset = bound(Map.of());

  private static RaglanProperties bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("raglan", RaglanProperties.class);
  }

  @Test
  void areAsOneOfWhichAPropertyIsSetToItsDefault() {
    RaglanProperties set =
        bound(
            Map.of(
                "raglan.sampling.ratio", "1.0",
                "raglan.capture.mode", "full",
                "raglan.redaction.secrets", "true",
                "raglan.trace-context.in-baggage", "false",
                "raglan.web.propagate", "true",
                "raglan.export.athina.log", "traces",
                "raglan.delivery.batch-size", "512"));
    assertThat(unset).isEqualTo(set);
    assertThat(bound(Map.of("raglan.pricing.currency", "EUR")).pricing().models())
        .isEqualTo(unset.pricing().models());
  }

  @Test
  void areMadeOnce() {
    assertThat(bound(Map.of()).export()).isSameAs(unset.export());
  }
}
