package dev.raglan.spring.internal.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Generation;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RecordedSpans;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A model call that is observed by its library, as Spring AI's are, below a generation. */
class ModelObservationsTest {

  @Configuration(proxyBeanMethods = false)
  static class Application {

    @Bean
    Answers answers(ObservationRegistry registry) {
      return new Answers(registry);
    }
  }

  static class Answers {

    private final ObservationRegistry registry;

    Answers(ObservationRegistry registry) {
      this.registry = registry;
    }

    @Generation(provider = "openai")
    public String answer(Observation.Context call) {
      return askModel(call);
    }

    String askModel(Observation.Context call) {
      Observation observation =
          Observation.createNotStarted("gen_ai.client.operation", () -> call, registry);
      return observation.observe(
          () -> {
            call.addLowCardinalityKeyValue(of("gen_ai.response.model", "gpt-4o"));
            call.addHighCardinalityKeyValue(of("gen_ai.usage.input_tokens", "12"));
            call.addHighCardinalityKeyValue(of("gen_ai.usage.output_tokens", "3"));
            return "A sleeve.";
          });
    }

    private static io.micrometer.common.KeyValue of(String key, String value) {
      return io.micrometer.common.KeyValue.of(key, value);
    }
  }

  private final Observation.Context call = new Observation.Context();
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ObservationAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withUserConfiguration(Application.class);

  private static Long inputTokens(SpanData span) {
    return span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens"));
  }

  @Test
  void countsItsTokensOnTheGenerationAndNotOnItsOwnSpan() {
    runner.run(
        context -> {
          context.getBean(Answers.class).answer(call);

          assertThat(RecordedSpans.of(context))
              .singleElement()
              .satisfies(span -> assertThat(inputTokens(span)).isEqualTo(12));
          assertThat(call.getHighCardinalityKeyValues()).isEmpty();
          assertThat(call.getLowCardinalityKeyValues()).hasSize(1);
        });
  }

  @Test
  void leavesItsTokensWhereNoGenerationEnclosesIt() {
    runner.run(
        context -> {
          context.getBean(Answers.class).askModel(call);

          assertThat(call.getHighCardinalityKeyValues()).hasSize(2);
        });
  }

  @Test
  void leavesItsTokensWhenTracingIsOff() {
    runner
        .withPropertyValues("raglan.enabled=false")
        .run(
            context -> {
              context.getBean(Answers.class).answer(call);

              assertThat(call.getHighCardinalityKeyValues()).hasSize(2);
            });
  }
}
