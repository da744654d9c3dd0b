package dev.raglan.internal.library.springai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Tracing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.model.tool.internal.ToolCallReactiveContextHolder;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Tools run as the library runs them within a stream: on another thread, which has no context. */
class SpringAiToolsTest {

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  @AfterEach
  void close() {
    raglan.close();
  }

  private Flux<String> withATool() {
    return Flux.<String>deferContextual(
            subscriber -> {
              ToolCallReactiveContextHolder.setContext(subscriber);
              try {
                return Flux.just(raglan.span("tool").call(() -> "sunny"));
              } finally {
                ToolCallReactiveContextHolder.clearContext();
              }
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  @Test
  void areBelowTheStreamWithItsSession() {
    try (ActiveTrace trace = raglan.trace("question").sessionId("s-1").start()) {
      raglan.span("answer").<Flux<String>>follow(withATool()).blockLast();
    }

    assertThat(tracing.ended("tool").getParentSpanId())
        .isEqualTo(tracing.ended("answer").getSpanId());
    assertThat(tracing.ended("tool").getAttributes().toString()).contains("s-1");
  }

  @Test
  void areTracesOfTheirOwnWhereNothingAboveIsTraced() {
    withATool().blockLast();

    assertThat(tracing.ended("tool").getParentSpanContext().isValid()).isFalse();
  }
}
