package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.internal.record.LastWriteTest.Sdk;
import dev.raglan.spi.GivenTarget;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often a text that is written on an open span is searched for secrets. */
class OpenSpanRedactionTest {

  private static final String NOTE = "a note that an application wrote";
  private static final String PLAN = "a secret plan that it wrote";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Queue<String> searched = new ConcurrentLinkedQueue<>();

  private RaglanBuilder builder(Sdk of) {
    return of == Sdk.OF_RAGLAN
        ? Raglan.builder().exportTo(new GivenTarget("memory", exporter))
        : Raglan.builder(
            OpenTelemetrySdk.builder()
                .setTracerProvider(
                    SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build());
  }

  private String redacted(String text) {
    searched.add(text);
    return text.replace("secret", "***");
  }

  @ParameterizedTest
  @EnumSource
  void isOnceForEachText(Sdk of) {
    Raglan raglan = builder(of).redaction(this::redacted).build();
    ActiveTrace trace = raglan.trace("chat").start();
    Span.current().setAttribute("note", NOTE);
    Span.current().setAttribute("same", NOTE);
    Span.current().setAttribute("plan", PLAN);
    trace.end();
    raglan.flush(Duration.ofSeconds(30));

    assertThat(Collections.frequency(searched, NOTE)).isEqualTo(1);
    assertThat(Collections.frequency(searched, PLAN)).isEqualTo(1);
    assertThat(exporter.getFinishedSpanItems())
        .singleElement()
        .satisfies(
            span ->
                assertThat(
                        List.of(
                            span.getAttributes().get(AttributeKey.stringKey("same")),
                            span.getAttributes().get(AttributeKey.stringKey("plan"))))
                    .containsExactly(NOTE, "a *** plan that it wrote"));
    raglan.close();
  }
}
