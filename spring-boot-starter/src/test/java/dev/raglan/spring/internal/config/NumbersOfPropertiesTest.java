package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.properties.RaglanProperties;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

/** Every number that a property takes, at its largest and at its smallest. */
class NumbersOfPropertiesTest {

  /** The values of each type that no property takes. */
  private static final Map<Class<?>, List<String>> EXTREMES =
      Map.of(
          Integer.class, List.of("2147483647", "-2147483648"),
          Double.class, List.of("Infinity", "1.7976931348623157E308", "NaN", "-1.0"),
          DataSize.class, List.of("9223372036854775807B", "0B", "-1B"),
          Duration.class, List.of("PT2562047788015215H30M7S", "0s", "-1ms"));

  /** Any order is one. */
  private static final Set<String> UNBOUNDED = Set.of("raglan.advisor-order");

  @TempDir private Path directory;

  private ApplicationContextRunner runner(String... properties) {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class))
        .withPropertyValues(
            "raglan.export.athina.api-key=k",
            "raglan.export.lastmile.api-token=t",
            "raglan.export.adaline.api-key=k",
            "raglan.export.adaline.project-id=p",
            "raglan.export.spans-api.api-key=k",
            "raglan.export.spans-api.account-id=a",
            "raglan.export.otlp.endpoint=http://localhost:4318",
            "raglan.export.otlp.compression=gzip",
            "raglan.export.file.path=" + directory.resolve("spans.jsonl"),
            "raglan.delivery.spool.directory=" + directory.resolve("spool"),
            "raglan.pricing.models[gpt-4o].input=1")
        .withPropertyValues(properties);
  }

  private static Stream<Map.Entry<String, Class<?>>> numbers(String prefix, Class<?> properties) {
    return Stream.of(properties.getRecordComponents())
        .flatMap(each -> numbersOf(prefix + "." + dashed(each.getName()), each));
  }

  private static Stream<Map.Entry<String, Class<?>>> numbersOf(
      String name, RecordComponent component) {
    Class<?> type = component.getType();
    if (type == Map.class
        && component.getGenericType() instanceof ParameterizedType map
        && map.getActualTypeArguments()[1] instanceof Class<?> value
        && value.isRecord()) {
      return numbers(name + "[gpt-4o]", value);
    }
    if (type.isRecord()) {
      return numbers(name, type);
    }
    return EXTREMES.containsKey(type) ? Stream.of(Map.entry(name, type)) : Stream.of();
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  static Stream<Arguments> extremes() {
    return numbers("raglan", RaglanProperties.class)
        .filter(each -> !UNBOUNDED.contains(each.getKey()))
        .flatMap(
            each ->
                EXTREMES.get(each.getValue()).stream()
                    .map(value -> Arguments.of(each.getKey(), value)));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("extremes")
  void isRefusedWithItsNameItsValueAndItsLimit(String property, String value) {
    runner(property + "=" + value)
        .run(
            context -> {
              assertThat(context).hasFailed();
              FailureAnalysis analysis =
                  new RaglanFailureAnalyzer().analyze(context.getStartupFailure());
              assertThat(analysis).as("analysis of %s", context.getStartupFailure()).isNotNull();
              String ofPrice = property.replaceFirst("]\\..*", "]");
              assertThat(analysis.getDescription())
                  .startsWith(ofPrice)
                  .contains(value.matches(".*\\d") && !value.startsWith("PT") ? value : "");
              assertThat(analysis.getAction()).matches("(?s).*\\d.*");
            });
  }
}
