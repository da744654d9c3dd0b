package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.spring.RaglanAutoConfiguration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A target that is set up and never switched on is named at start-up, and stops nothing. */
@ExtendWith(OutputCaptureExtension.class)
class TargetsWithoutAddressTest {

  private void start(String... properties) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class))
        .withPropertyValues(properties)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource({
    "raglan.export.otlp.protocol=grpc, raglan.export.otlp.endpoint",
    "raglan.export.otlp.headers.x-api-key=k, raglan.export.otlp.endpoint",
    "raglan.export.file.max-size=1MB, raglan.export.file.path",
    "raglan.export.lastmile.project=x, raglan.export.lastmile.api-token",
    "raglan.export.spansApi.accountId=a, raglan.export.spans-api.api-key"
  })
  void saysWhichPropertyIsMissing(String set, String missing, CapturedOutput output) {
    start(set);
    assertThat(output).contains("a target whose address or key is missing; set " + missing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raglan.export.log.enabled=true",
        "raglan.export.traces.max-spans=10",
        "raglan.export.athina.api-key=",
        "raglan.export.athina.api-key=${KEY:};raglan.export.athina.log=both",
        "raglan.export.otlp.protocol=grpc;OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317",
        "raglan.export.file.path=target/spans.jsonl;raglan.export.file.max-size=1MB"
      })
  void saysNothingOfThoseThatAreOnOrLeftOutOnPurpose(String set, CapturedOutput output) {
    start(set.split(";"));
    assertThat(output).doesNotContain("is missing");
  }
}
