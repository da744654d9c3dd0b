package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spring.properties.RaglanProperties;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.baggage.Baggage;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the properties that are about traces do to them. */
class TracingPropertiesTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class);

  @Test
  void saysNoMoreThanAskedByDefault() {
    runner.run(
        context -> {
          Raglan raglan = context.getBean(Raglan.class);
          try (ActiveTrace trace = raglan.trace("chat").sessionId("s-1").start()) {
            assertThat(MDC.get("trace_id")).isNull();
            assertThat(Baggage.current().isEmpty()).isTrue();
          }
          assertThat(RecordedSpans.of(context))
              .singleElement()
              .satisfies(
                  span ->
                      assertThat(span.getAttributes().get(RaglanAttributes.PIPELINE_TYPE))
                          .isNull());
        });
  }

  @Test
  void filesEveryTraceUnderThePipeline() {
    runner
        .withPropertyValues("raglan.pipeline-type=ingestion")
        .run(
            context -> {
              context.getBean(Raglan.class).trace("load").start().end();
              assertThat(RecordedSpans.of(context))
                  .singleElement()
                  .satisfies(
                      span ->
                          assertThat(span.getAttributes().get(RaglanAttributes.PIPELINE_TYPE))
                              .isEqualTo("ingestion"));
            });
  }

  @Test
  void putsTheSpanIntoTheLoggingContext() {
    runner
        .withPropertyValues("raglan.mdc=true")
        .run(
            context -> {
              try (ActiveTrace trace = context.getBean(Raglan.class).trace("chat").start()) {
                assertThat(MDC.get("trace_id")).isEqualTo(trace.traceId());
              }
              assertThat(MDC.get("trace_id")).isNull();
            });
  }

  @Test
  void carriesTheTraceContextInBaggage() {
    runner
        .withPropertyValues("raglan.trace-context.in-baggage=true")
        .run(
            context -> {
              Raglan raglan = context.getBean(Raglan.class);
              try (ActiveTrace trace = raglan.trace("chat").sessionId("s-1").start()) {
                assertThat(Baggage.current().asMap().values())
                    .extracting(entry -> entry.getValue())
                    .containsExactly("s-1");
              }
            });
  }

  @Test
  void keepsNamesOfParametersAsTheyAreWritten() {
    runner
        .withPropertyValues("raglan.params.chunk_size=512", "raglan.params.[retrieval.top_k]=4")
        .run(
            context ->
                assertThat(context.getBean(RaglanProperties.class).params())
                    .containsOnlyKeys("chunk_size", "retrieval.top_k"));
  }
}
