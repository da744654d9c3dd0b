package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.Feedback;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The handle that a span was started with stands for the span wherever one is named. */
class ActiveSpansTest {

  @RegisterExtension final Spans spans = new Spans();

  @Test
  void eventsAreOnTheSpanOfAHandle() {
    try (ActiveTrace trace = spans.raglan.trace("t").start();
        ActiveSpan search = trace.span("search").startDetached();
        ActiveGeneration answer = trace.generation("answer").startDetached()) {
      spans.raglan.rag().on(search).custom("in", "out");
      spans.raglan.rag().on(trace).query("why?", "so");
      spans.raglan.rag().on(answer).synthesize("parts", "whole");
    }

    assertThat(spans.written("search", RaglanAttributes.EVENT_TYPE)).isEqualTo("custom");
    assertThat(spans.written("t", RaglanAttributes.EVENT_TYPE)).isEqualTo("query");
    assertThat(spans.written("answer", RaglanAttributes.EVENT_TYPE)).isEqualTo("synthesize");
  }

  @Test
  void noHandleIsTheCurrentSpan() {
    ActiveSpan none = null;
    spans.raglan.span("s", () -> spans.raglan.rag().on(none).custom("in", "out"));

    assertThat(spans.written("s", RaglanAttributes.EVENT_TYPE)).isEqualTo("custom");
  }

  @Test
  void paramsAreOnTheSpanOfAHandle() {
    try (ActiveTrace trace = spans.raglan.trace("t").start();
        ActiveSpan span = trace.span("s").startDetached()) {
      spans.raglan.params().register("top_k", 5, span);
      spans.raglan.params().registerAll(Map.of("model", "m"), false, span);
    }

    assertThat(spans.ended("s").getAttributes().asMap().toString())
        .contains("raglan.param.top_k=5", "raglan.param.model=m");
  }

  @Test
  void feedbackIsOnTheSpanOfAHandle() {
    ActiveSpan span = spans.raglan.span("s").startDetached();
    spans.raglan.feedback().forSpan(span).binary(true);
    span.end();
    spans.raglan.feedback().forSpan(span).log(Feedback.numeric(0.5));

    assertThat(spans.event("s").getAttributes().get(RaglanAttributes.FEEDBACK_VALUE))
        .isEqualTo("true");
    assertThat(spans.ended("feedback").getParentSpanId()).isEqualTo(span.spanId());
    assertThat(spans.ended("feedback").getLinks())
        .singleElement()
        .satisfies(link -> assertThat(link.getSpanContext()).isEqualTo(span.spanContext()));
  }
}
