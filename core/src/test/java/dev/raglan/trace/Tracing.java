package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.context.TraceContextProcessor;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An SDK whose spans are kept; after each test, the thread must be as it was. */
public final class Tracing implements AfterEachCallback {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(TraceContextProcessor.create())
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
          .build();

  public OpenTelemetrySdk sdk() {
    return sdk;
  }

  /** Another library's tracer. */
  Tracer other() {
    return sdk.getTracer("another-library");
  }

  public List<SpanData> ended() {
    return exporter.getFinishedSpanItems();
  }

  public SpanData ended(String name) {
    return ended().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span named " + name + " among " + ended()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    sdk.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }
}
