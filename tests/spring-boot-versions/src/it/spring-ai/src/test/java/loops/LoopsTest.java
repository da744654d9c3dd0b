package loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

/** A loop of two rounds costs what its two rounds cost, however its answer arrives. */
class LoopsTest {

  private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
  private static Provider provider;
  private static ConfigurableApplicationContext application;

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    OpenTelemetrySdk openTelemetry() {
      return OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                  .build())
          .build();
    }

    @Bean
    Assistant assistant(ObservationRegistry registry) {
      return new Assistant(Client.ofThisGeneration().open(provider.url(), registry, true));
    }

    /** Some servers send the usage of a stream unasked. */
    @Bean
    Assistant unasking(ObservationRegistry registry) {
      return new Assistant(Client.ofThisGeneration().open(provider.url(), registry, false));
    }
  }

  @BeforeAll
  static void start() throws Exception {
    provider = new Provider();
    application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties("management.tracing.sampling.probability=1.0")
            .run();
  }

  @AfterAll
  static void stop() {
    application.close();
    provider.close();
  }

  @BeforeEach
  void forget() {
    SPANS.reset();
  }

  private static Assistant assistant() {
    return application.getBean("assistant", Assistant.class);
  }

  private static Arguments way(String name, boolean streamed, Function<Assistant, Object> ask) {
    return Arguments.of(name, streamed, ask);
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        way("String", false, it -> it.text("Rain?")),
        way("entity", false, it -> it.entity("Rain?")),
        way("ChatResponse", false, it -> it.response("Rain?")),
        way("ChatClientResponse", false, it -> it.clientResponse("Rain?")),
        way("Flux<String>", true, it -> it.texts("Rain?").collectList().block()),
        way("Flux<ChatResponse>", true, it -> it.responses("Rain?").collectList().block()),
        way(
            "Flux<ChatClientResponse>",
            true,
            it -> it.clientResponses("Rain?").collectList().block()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  void countsEveryRoundOnce(String name, boolean streamed, Function<Assistant, Object> ask) {
    provider.answersALoop(streamed);

    ask.apply(assistant());

    assertCountsEveryRoundOnce();
  }

  /** Of a stream of texts, Spring AI 1.x tells nobody what its first rounds took. */
  static Stream<Arguments> waysThatTell() {
    return ways().filter(way -> !way.get()[0].equals("Flux<String>"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysThatTell")
  void countsEveryRoundOnceThatStatesItsUsageUnasked(
      String name, boolean streamed, Function<Assistant, Object> ask) {
    provider.answersALoop(streamed);

    ask.apply(application.getBean("unasking", Assistant.class));

    assertCountsEveryRoundOnce();
  }

  private static void assertCountsEveryRoundOnce() {
    SpanData span = generation();
    assertThat(count(span, "gen_ai.usage.input_tokens")).isEqualTo(300);
    assertThat(count(span, "gen_ai.usage.output_tokens")).isEqualTo(30);
    assertThat(text(span, "gen_ai.request.model")).isEqualTo("gpt-4o");
    assertThat(text(span, "gen_ai.response.model")).isEqualTo("gpt-4o-2024-08-06");
    assertThat(text(span, "output.value")).contains("Rome");
    assertThat(span.getAttributes().get(AttributeKey.doubleKey("llm.cost.total"))).isPositive();
    if (isTraced()) { // A streamed round may end a moment after its stream.
      await()
          .atMost(60, TimeUnit.SECONDS)
          .untilAsserted(
              () ->
                  assertThat(SPANS.getFinishedSpanItems())
                      .extracting(SpanData::getName)
                      .contains("chat gpt-4o"));
    }
    assertThat(total()).isEqualTo(300);
  }

  /** Returns true where the application has a tracing of its own, which has spans of each round. */
  private static boolean isTraced() {
    return ClassUtils.isPresent("io.micrometer.tracing.Tracer", LoopsTest.class.getClassLoader());
  }

  @Test
  void namesTheModelOfACallThatFailed() {
    provider.refuses();

    assertThatThrownBy(() -> assistant().text("Rain?")).isNotNull();

    SpanData span = generation();
    assertThat(text(span, "gen_ai.request.model")).isEqualTo("gpt-4o");
    assertThat(text(span, "raglan.error.category")).isEqualTo("rate_limit");
  }

  private static SpanData generation() {
    List<SpanData> all = SPANS.getFinishedSpanItems();
    return all.stream()
        .filter(span -> span.getName().startsWith("Assistant."))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the tokens that all spans of the trace show. */
  private static long total() {
    return SPANS.getFinishedSpanItems().stream()
        .map(span -> count(span, "gen_ai.usage.input_tokens"))
        .filter(tokens -> tokens != null)
        .mapToLong(Long::longValue)
        .sum();
  }

  private static Long count(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.longKey(key));
  }

  private static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }
}
