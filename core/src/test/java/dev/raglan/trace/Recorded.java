package dev.raglan.trace;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A Raglan on a real SDK, and the spans that it exported. */
public final class Recorded implements AutoCloseable {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(1024).build())
                  .build())
          .build();
  public final Raglan raglan;

  public Recorded() {
    this(builder -> builder);
  }

  public Recorded(UnaryOperator<RaglanBuilder> settings) {
    this.raglan = settings.apply(Raglan.builder(sdk)).build();
  }

  /** Runs in a span of Raglan's, which is a root unless another one is current. */
  public Span in(String name, Consumer<Span> body) {
    return in(SpanDescription.of(name, SpanType.SPAN), null, null, body);
  }

  /** The same for a step that says what its input and output are. */
  public Span in(
      SpanDescription step, @Nullable Object input, @Nullable Object output, Consumer<Span> body) {
    Context parent = Context.current();
    SpanRecorder recorder = Engine.of(raglan).spans();
    Span span =
        recorder.start(
            step.name(), SpanKind.INTERNAL, parent, Engine.of(raglan).renderer().render(step));
    Context context = recorder.contextOf(span, parent);
    try (Scope scope = recorder.makeCurrent(context)) {
      body.accept(span);
    } finally {
      Captured captured = captured(step, input, output);
      recorder.ending(span, context, captured, Outcome.SUCCESS);
      recorder.end(span, captured, Outcome.SUCCESS);
    }
    return span;
  }

  private static Captured captured(
      SpanDescription step, @Nullable Object input, @Nullable Object output) {
    Arguments arguments =
        input == null ? null : new Arguments(NamedValues.Names.of("input"), new Object[] {input});
    return new Captured(step, arguments, output, new Bindings(), null, Extracted.NONE);
  }

  public List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  public SpanData span(String name) {
    return spans().stream().filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
  }

  /** The only event of the span. */
  EventData event(String span) {
    List<EventData> events = span(span).getEvents();
    if (events.size() != 1) {
      throw new AssertionError("not one event but " + events);
    }
    return events.get(0);
  }

  public @Nullable String text(String span, String key) {
    return span(span).getAttributes().get(AttributeKey.stringKey(key));
  }

  public @Nullable Long number(String span, String key) {
    return span(span).getAttributes().get(AttributeKey.longKey(key));
  }

  @Override
  public void close() {
    raglan.close();
    sdk.close();
  }
}
