package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.spring.RaglanAutoConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

/** A property that is misspelt is named at start-up, and stops nothing. */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertiesTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class));

  private void start(Map<String, Object> properties) {
    runner
        .withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("application", properties)))
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void namesThoseThatDoNotExist(CapturedOutput output) {
    start(
        Map.of(
            "raglan.capture.mod", "none",
            "raglan.export.oltp.endpoint", "http://localhost:4318",
            "raglan.capture.max-length", "64"));
    assertThat(output)
        .contains(
            "there is no property raglan.capture.mod (did you mean raglan.capture.mode?), nor"
                + " raglan.export.oltp.endpoint (did you mean raglan.export.otlp.endpoint?);");
  }

  @ParameterizedTest
  @CsvSource({
    "raglan.otlp.endpoint, raglan.export.otlp.endpoint",
    "raglan.max-length, raglan.capture.max-length",
    "raglan.export.otlp.endpiont, raglan.export.otlp.endpoint",
    "raglan.dialect, raglan.dialects",
    "raglan.export.span-api.account-id, raglan.export.spans-api.account-id",
    "raglan.redaction.field, raglan.redaction.fields"
  })
  void saysWhichOneWasProbablyMeant(String misspelt, String meant, CapturedOutput output) {
    start(Map.of(misspelt, "1"));
    assertThat(output).contains(misspelt + " (did you mean " + meant + "?);");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raglan.x", "raglan.color", "raglan.export.newrelic.license"})
  void guessesNothingWhereNoneIsNear(String misspelt, CapturedOutput output) {
    start(Map.of(misspelt, "1"));
    assertThat(output).contains("there is no property " + misspelt + ";");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raglan.params=chunk_size=512",
        "raglan.params[retrieval.top_k]=3",
        "raglan.capture.maxLength=64",
        "raglan.tags=a,b",
        "raglan.tags[0]=a",
        "raglan.redaction.patterns[0]=x",
        "raglan.pricing.models.gpt-4o.input=1",
        "raglan.pricing.models[gpt-4.1].input=1",
        "raglan.export.otlp.headers=x-api-key=a",
        "raglan.export.otlp.headers.x-api-key=a",
        "raglan.export.kafka.properties.compression.type=zstd",
        "raglan.enabled=",
        "raglan.sampling.ratio=${RATIO:}",
        "ragland.mode=x"
      })
  void saysNothingOfThoseThatDo(String property, CapturedOutput output) {
    int equals = property.indexOf('=');
    start(Map.of(property.substring(0, equals), property.substring(equals + 1)));
    assertThat(output).doesNotContain("there is no property");
  }
}
