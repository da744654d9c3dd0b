package dev.raglan.spring;

import dev.raglan.spi.ExportTarget;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** A target that keeps spans in memory, also when the pipeline closes it. */
public final class RecordedSpans implements ExportTarget {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public SpanExporter open() {
    return exporter;
  }

  /** The spans that the context's Raglan has recorded so far, after a flush. */
  public static List<SpanData> of(ApplicationContext context) {
    context.getBean(dev.raglan.Raglan.class).flush(Duration.ofMinutes(1));
    return context.getBean(RecordedSpans.class).exporter.getFinishedSpanItems();
  }

  public static List<String> namesOf(ApplicationContext context) {
    return of(context).stream().map(SpanData::getName).toList();
  }

  /** An SDK as an application would own it. */
  public static OpenTelemetrySdk sdk(SpanExporter exporter) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
        .build();
  }

  /** Never used, but there. */
  public static OpenTelemetry other() {
    return OpenTelemetrySdk.builder().build();
  }
}
