package dev.raglan.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.Raglan;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A trace that failed does not show what its events put out: it returned nothing. */
class FailedCallOutputTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();

  @AfterEach
  void close() {
    raglan.close();
    sdk.close();
  }

  private SpanData trace() {
    return exporter.getFinishedSpanItems().stream()
        .filter(each -> each.getName().equals("chat"))
        .findFirst()
        .orElseThrow();
  }

  private void retrieve() {
    raglan.span(
        "retriever",
        () -> raglan.rag().retrieval("boom", List.of(RetrievedChunk.of("d1", "a document", 0.5))));
  }

  @Test
  void hasNoOutputOfItsEvents() {
    assertThatThrownBy(
            () ->
                raglan.trace(
                    "chat",
                    () -> {
                      retrieve();
                      throw new IllegalStateException("rate limited");
                    }))
        .hasMessage("rate limited");

    assertThat(trace().getAttributes().get(RaglanAttributes.TRACE_OUTPUT)).isNull();
    assertThat(trace().getAttributes().get(OpenInference.OUTPUT_VALUE)).isNull();
    assertThat(trace().getAttributes().get(RaglanAttributes.TRACE_INPUT)).isEqualTo("boom");
  }

  @Test
  void hasTheOutputOfItsEventsWhereItSucceeds() {
    raglan.trace("chat", this::retrieve);

    assertThat(trace().getAttributes().get(RaglanAttributes.TRACE_OUTPUT)).contains("a document");
  }
}
