package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.invoke.ReflectedCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tracing on a real SDK whose spans are kept, and annotated calls without a weaver. */
final class Spans implements AfterEachCallback {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(TraceContextProcessor.create())
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  final Raglan raglan;

  Spans() {
    this(builder -> builder);
  }

  Spans(UnaryOperator<RaglanBuilder> settings) {
    this.raglan = settings.apply(Raglan.builder(sdk)).build();
  }

  List<SpanData> ended() {
    return exporter.getFinishedSpanItems();
  }

  SpanData ended(String name) {
    return ended().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name + " among " + ended()));
  }

  /** What is written on the span. */
  <T> @Nullable T written(String span, AttributeKey<T> key) {
    return ended(span).getAttributes().get(key);
  }

  /** What is written on the span, as text. */
  @Nullable String text(String span, String key) {
    return ended(span).getAttributes().get(AttributeKey.stringKey(key));
  }

  /** The only event of the span. */
  EventData event(String span) {
    assertThat(ended(span).getEvents()).hasSize(1);
    return ended(span).getEvents().get(0);
  }

  /** Calls the only method of that name as a weaver would. */
  @Nullable Object call(Object target, String name, @Nullable Object... arguments) {
    try {
      return ReflectedCall.of(target, name, arguments).tracedBy(raglan);
    } catch (RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    sdk.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }
}
