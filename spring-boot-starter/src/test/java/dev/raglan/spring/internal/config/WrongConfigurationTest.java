package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RecordedSpans;
import dev.raglan.spring.properties.RaglanProperties;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** A wrong property stops the start, with its name, its value and what to do. */
class WrongConfigurationTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raglan.sampling.ratio | 1.5 | a number from 0 to 1",
        "raglan.dialects | klingon | gen-ai",
        "raglan.capture.max-length | 3 | 64 or more",
        "raglan.capture.max-items | 0 | 1 or more",
        "raglan.capture.max-depth | -1 | 1 or more",
        "raglan.capture.max-length | 2147483647 | up to 16777216",
        "raglan.capture.max-items | 2147483647 | up to 1048576",
        "raglan.capture.max-depth | 2147483647 | up to 256",
        "raglan.redaction.patterns | (open | java.util.regex.Pattern",
        "raglan.otel-mode | external | Define one",
        "raglan.export.file.path | /dev/null/spans | the path of a file",
      })
  void saysPropertyValueAndRemedy(String property, String value, String remedy) {
    runner
        .withPropertyValues(property + "=" + value)
        .run(
            context -> {
              FailureAnalysis analysis = analyze(context.getStartupFailure());
              assertThat(analysis.getDescription()).startsWith(property + " = " + value);
              assertThat(analysis.getAction()).contains(remedy);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raglan.dialects",
        "raglan.redaction.patterns",
        "raglan.params",
        "raglan.export.log.enabled",
        "raglan.export.otlp.protocol",
        "raglan.export.athina.log",
        "raglan.export.traces.overflow",
        "raglan.pricing.currency"
      })
  void showsTheBeginningOfALongValue(String property) {
    runner
        .withPropertyValues(
            "raglan.export.otlp.endpoint=http://localhost:4318",
            "raglan.export.athina.api-key=k",
            property + "=" + "(".repeat(100_000))
        .run(
            context -> {
              assertThat(context).hasFailed();
              FailureAnalysis analysis =
                  new RaglanFailureAnalyzer().analyze(context.getStartupFailure());
              if (analysis != null) { // Else the binder of Spring Boot has refused it.
                assertThat(analysis.getDescription()).startsWith(property).hasSizeLessThan(1_000);
              }
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raglan.export.otlp.protocol | smoke | http/protobuf, http/json or grpc",
        "raglan.export.otlp.compression | zip | gzip, zstd or none",
        "raglan.export.otlp.compression-level | 0 | 1 or more",
        "raglan.export.otlp.max-request-bytes | 1B | 4MB",
        "raglan.export.otlp.timeout | 0s | 10s",
        "raglan.export.otlp.dialects | openinfrence | gen-ai, openinference and langfuse",
      })
  void checksHowOtlpTravels(String property, String value, String remedy) {
    runner
        .withPropertyValues(
            "raglan.export.otlp.endpoint=http://localhost:4318", property + "=" + value)
        .run(
            context -> {
              FailureAnalysis analysis = analyze(context.getStartupFailure());
              assertThat(analysis.getDescription()).startsWith(property + " = ");
              assertThat(analysis.getAction()).contains(remedy);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raglan.export.athina.log | everything | traces, inferences or both",
        "raglan.export.athina.timeout | 0s | 10s",
        "raglan.export.athina.base-url | log.athina.ai | https://",
        "raglan.export.athina.base-url | http://log.athina.ai | https://",
        "raglan.export.athina.base-url | https://me:hunter2@log.athina.ai | https://",
        "raglan.export.lastmile.timeout | 0s | 10s",
        "raglan.export.lastmile.base-url | http://lastmileai.dev | https://",
        "raglan.export.adaline.timeout | 0s | 10s",
        "raglan.export.adaline.project-id | ' ' | the id of a project",
        "raglan.export.adaline.base-url | http://api.adaline.ai | https://",
        "raglan.export.spans-api.timeout | 0s | 10s",
        "raglan.export.spans-api.account-id | ' ' | the id of an account",
        "raglan.export.spans-api.base-url | http://api.egp.scale.com | https://",
        "raglan.export.traces.max-bytes | 1KB | 64KB",
        "raglan.export.traces.max-spans | 0 | 1 to 1000000",
        "raglan.export.traces.max-age | 1ms | 5m",
        "raglan.export.traces.overflow | drop | drop-newest or drop-oldest",
      })
  void checksServices(String property, String value, String remedy) {
    runner
        .withPropertyValues(
            "raglan.export.athina.api-key=k",
            "raglan.export.lastmile.api-token=t",
            "raglan.export.adaline.api-key=k",
            "raglan.export.adaline.project-id=p",
            "raglan.export.spans-api.api-key=k",
            "raglan.export.spans-api.account-id=a",
            property + "=" + value)
        .run(
            context -> {
              FailureAnalysis analysis = analyze(context.getStartupFailure());
              assertThat(analysis.getDescription()).startsWith(property);
              assertThat(analysis.getAction()).contains(remedy);
              assertThat(analysis.getDescription() + analysis.getAction())
                  .doesNotContain("hunter2");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "raglan.export.adaline.api-key, raglan.export.adaline.project-id",
    "raglan.export.spans-api.api-key, raglan.export.spans-api.account-id"
  })
  void namesWhatAKeyNeedsBesides(String key, String missing) {
    runner
        .withPropertyValues(key + "=hunter2")
        .run(
            context -> {
              FailureAnalysis analysis = analyze(context.getStartupFailure());
              assertThat(analysis.getDescription()).startsWith(missing).doesNotContain("hunter2");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"' '", "hunter2 hunter2"})
  void doesNotRepeatAKey(String key) {
    runner
        .withPropertyValues("raglan.export.athina.api-key=" + key)
        .run(
            context -> {
              FailureAnalysis analysis = analyze(context.getStartupFailure());
              assertThat(analysis.getDescription()).startsWith("raglan.export.athina.api-key");
              assertThat(analysis.getDescription()).doesNotContain("hunter2");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raglan.export.kafka.bootstrap-servers | nowhere | localhost:9092",
        "raglan.export.kafka.topic | otlp spans | otlp_spans",
        "raglan.export.kafka.properties | acks=1 | security.protocol",
        "raglan.export.kafka.properties | compresion.type=gzip | security.protocol",
        "raglan.export.kafka.properties | security.protocol=SSH | security.protocol",
      })
  void checksTheKafkaTopic(String property, String value, String remedy) {
    String separator = property.endsWith("properties") ? "." : "=";
    runner
        .withPropertyValues(
            "raglan.export.kafka.bootstrap-servers=localhost:9092", property + separator + value)
        .run(
            context -> {
              FailureAnalysis analysis = analyze(context.getStartupFailure());
              assertThat(analysis.getDescription()).startsWith(property);
              assertThat(analysis.getAction()).contains(remedy);
            });
  }

  @Test
  void namesTheDependencyThatAKafkaTopicNeeds() {
    runner
        .withClassLoader(new FilteredClassLoader("dev.raglan.kafka"))
        .withPropertyValues("raglan.export.kafka.bootstrap-servers=kafka:9092")
        .run(
            context -> {
              FailureAnalysis analysis = analyze(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .startsWith("raglan.export.kafka.bootstrap-servers = kafka:9092")
                  .contains("dev.raglan:raglan-kafka is not on the class path");
              assertThat(analysis.getAction()).contains("Add the dependency");
            });
  }

  @Test
  void needsNoKafkaWhereNoServersAreNamed() {
    runner
        .withClassLoader(new FilteredClassLoader("dev.raglan.kafka", "org.apache.kafka"))
        .withPropertyValues(
            "raglan.export.kafka.bootstrap-servers= ", "raglan.export.kafka.topic=traces")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void refusesALoginOfKafkaWithoutTlsUnlessAllowed() {
    ApplicationContextRunner login =
        runner.withPropertyValues(
            "raglan.export.kafka.bootstrap-servers=kafka-1.acme.com:9092",
            "raglan.export.kafka.properties.security.protocol=SASL_PLAINTEXT",
            "raglan.export.kafka.properties.sasl.mechanism=PLAIN",
            "raglan.export.kafka.properties.sasl.jaas.config="
                + "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"ada\" password=\"hunter22\";");

    login.run(
        context ->
            assertThat(analyze(context.getStartupFailure()).getDescription())
                .contains("raglan.export.kafka.properties", "SASL_SSL")
                .doesNotContain("hunter22"));
    login
        .withPropertyValues("raglan.export.kafka.allow-plaintext-credentials=true")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void doesNotRepeatThePropertiesOfKafka() {
    runner
        .withPropertyValues(
            "raglan.export.kafka.bootstrap-servers=localhost:9092",
            "raglan.export.kafka.properties.security.protocol=SASL_PLAINTEXT",
            "raglan.export.kafka.properties.sasl.mechanism=PLAIN",
            "raglan.export.kafka.properties.sasl.jaas.config=org.acme.Login required"
                + " password='hunter22'")
        .run(
            context -> {
              assertThat(analyze(context.getStartupFailure()).getDescription())
                  .startsWith("raglan.export.kafka.properties")
                  .contains("sasl.jaas.config");
              assertThat(stackTrace(context.getStartupFailure())).doesNotContain("hunter22");
            });
  }

  @Test
  void doesNotRepeatTheSecretOfAnEndpoint() {
    runner
        .withPropertyValues("raglan.export.otlp.endpoint=https://user:hunter2@otlp.acme.com")
        .run(
            context -> {
              FailureAnalysis analysis = analyze(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .startsWith("raglan.export.otlp.endpoint")
                  .contains("must not hold credentials");
              assertThat(analysis.getAction()).contains("raglan.export.otlp.headers");
              assertThat(context.getStartupFailure()).hasStackTraceContaining("credentials");
              assertThat(stackTrace(context.getStartupFailure())).doesNotContain("hunter2");
            });
  }

  @Test
  void doesNotRepeatTheValueOfAHeader() {
    runner
        .withPropertyValues(
            "raglan.export.otlp.endpoint=http://localhost:4318",
            "raglan.export.otlp.headers.authorization=hunter2\u00e9")
        .run(
            context -> {
              assertThat(analyze(context.getStartupFailure()).getDescription())
                  .contains("authorization");
              assertThat(stackTrace(context.getStartupFailure())).doesNotContain("hunter2");
            });
  }

  @Test
  void doesNotShowSecretsInTheTextOfTheProperties() {
    runner
        .withPropertyValues(
            "raglan.export.otlp.endpoint=http://localhost:4318?key=hunter1",
            "raglan.export.otlp.headers.authorization=hunter2")
        .run(
            context ->
                assertThat(context.getBean(RaglanProperties.class).toString())
                    .contains("authorization")
                    .doesNotContain("hunter"));
  }

  @Test
  void refusesToChooseBetweenTwoOpenTelemetries() {
    runner
        .withBean("a", OpenTelemetry.class, RecordedSpans::other)
        .withBean("b", OpenTelemetry.class, RecordedSpans::other)
        .run(
            context -> {
              FailureAnalysis analysis = analyze(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("raglan.otel-mode").contains("[a, b]");
              assertThat(analysis.getAction()).contains("@Primary");
            });
  }

  @Test
  void refusesAnExternalOpenTelemetryThatDropsEverySpan() {
    runner
        .withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class))
        .withPropertyValues("raglan.otel-mode=external")
        .run(
            context ->
                assertThat(analyze(context.getStartupFailure()).getDescription())
                    .contains("drops spans without its tracing"));
  }

  @Test
  void namesTheDirectoryThatIsNoFile(@TempDir Path directory) {
    runner
        .withPropertyValues("raglan.export.file.path=" + directory)
        .run(
            context ->
                assertThat(analyze(context.getStartupFailure()).getDescription())
                    .contains("raglan.export.file.path = " + directory)
                    .contains("is a directory"));
  }

  @Test
  void isRegisteredAsAFailureAnalyzer() {
    List<FailureAnalyzer> analyzers =
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(
                FailureAnalyzer.class,
                SpringFactoriesLoader.FailureHandler.handleMessage((m, t) -> {}));
    assertThat(analyzers).hasAtLeastOneElementOfType(RaglanFailureAnalyzer.class);
  }

  private static FailureAnalysis analyze(Throwable failure) {
    assertThat(failure).isNotNull();
    FailureAnalysis analysis = new RaglanFailureAnalyzer().analyze(failure);
    assertThat(analysis).as("analysis of %s", failure).isNotNull();
    return analysis;
  }

  private static String stackTrace(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
