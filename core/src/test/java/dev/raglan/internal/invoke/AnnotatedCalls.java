package dev.raglan.internal.invoke;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls of annotated methods on a real SDK, and what is written on their spans. */
public final class AnnotatedCalls implements AutoCloseable {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(Raglan.traceContextProcessor())
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(4096).build())
                  .build())
          .build();
  private final InvocationTracer tracer;

  public AnnotatedCalls() {
    this(builder -> builder);
  }

  public AnnotatedCalls(UnaryOperator<RaglanBuilder> settings) {
    tracer = InvocationTracer.of(settings.apply(Raglan.builder(sdk)).build());
  }

  @Override
  public void close() {
    sdk.close();
  }

  /** Calls the only method of that name as a weaver would. */
  public @Nullable Object call(Object target, String name, @Nullable Object... arguments)
      throws Exception {
    return call(tracer, target, name, arguments);
  }

  static @Nullable Object call(
      InvocationTracer tracer, Object target, String name, @Nullable Object... arguments)
      throws Exception {
    try {
      return tracer.around(ReflectedCall.of(target, name, arguments));
    } catch (Exception | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  public List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  /** Returns the only span. */
  public SpanData only() {
    List<SpanData> all = spans();
    if (all.size() != 1) {
      throw new AssertionError("not one span: " + all);
    }
    return all.get(0);
  }

  /** Returns what is written on the only span, by key. */
  public Map<String, Object> written() {
    Map<String, Object> written = new TreeMap<>();
    only().getAttributes().forEach((key, value) -> written.put(key.getKey(), value));
    return written;
  }
}
