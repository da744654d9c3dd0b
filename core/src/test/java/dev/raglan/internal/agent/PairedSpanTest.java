package dev.raglan.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.dialect.OnEnd;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.DeferredAttributes;
import dev.raglan.internal.render.EndingSpan;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PairedSpanTest {

  private final InMemorySpanExporter theirs = InMemorySpanExporter.create();
  private final InMemorySpanExporter ours = InMemorySpanExporter.create();
  private final IdGenerator ids = PairedTelemetry.ids();
  private final Tracer tracer =
      new PairedTelemetry(sdk(theirs, IdGenerator.random()), ids, sdk(ours, ids))
          .getTracerProvider()
          .get("paired", "1.0");

  private static OpenTelemetrySdk sdk(InMemorySpanExporter exporter, IdGenerator ids) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
        .build();
  }

  private static SpanData only(InMemorySpanExporter exporter) {
    assertThat(exporter.getFinishedSpanItems()).hasSize(1);
    return exporter.getFinishedSpanItems().get(0);
  }

  @Test
  void saysEverythingToBoth() {
    SpanContext link =
        SpanContext.create(
            IdGenerator.random().generateTraceId(),
            IdGenerator.random().generateSpanId(),
            TraceFlags.getSampled(),
            TraceState.getDefault());
    Span span =
        tracer
            .spanBuilder("first")
            .setNoParent()
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(1_000, TimeUnit.MILLISECONDS)
            .setAttribute("text", "a")
            .setAttribute("whole", 1)
            .setAttribute("real", 1.5)
            .setAttribute("flag", true)
            .setAttribute(AttributeKey.stringKey("key"), "b")
            .addLink(link)
            .addLink(link, Attributes.of(AttributeKey.stringKey("of"), "link"))
            .startSpan();
    span.updateName("second");
    span.setAttribute("later", "c");
    span.addEvent("event");
    span.addEvent("timed", Attributes.empty(), 1_500, TimeUnit.MILLISECONDS);
    span.recordException(new IllegalStateException("broken"));
    span.setStatus(StatusCode.ERROR, "broken");
    span.end(2_000, TimeUnit.MILLISECONDS);

    SpanData there = only(theirs);
    SpanData here = only(ours);
    assertThat(here.getTraceId()).isEqualTo(there.getTraceId());
    assertThat(here.getSpanId()).isEqualTo(there.getSpanId());
    assertThat(span.getSpanContext()).isEqualTo(there.getSpanContext());
    assertThat(here.getName()).isEqualTo("second").isEqualTo(there.getName());
    assertThat(here.getAttributes()).isEqualTo(there.getAttributes());
    assertThat(here.getAttributes().size()).isEqualTo(6);
    assertThat(here.getKind()).isEqualTo(SpanKind.CLIENT).isEqualTo(there.getKind());
    assertThat(here.getLinks()).hasSize(2).isEqualTo(there.getLinks());
    assertThat(here.getEvents()).hasSize(3).hasSameSizeAs(there.getEvents());
    assertThat(here.getStatus()).isEqualTo(there.getStatus());
    assertThat(here.getStartEpochNanos()).isEqualTo(there.getStartEpochNanos());
    assertThat(here.getEndEpochNanos()).isEqualTo(there.getEndEpochNanos());
    assertThat(here.getInstrumentationScopeInfo()).isEqualTo(there.getInstrumentationScopeInfo());
  }

  @Test
  void passesWhatIsDeferredToTheOwnSpan() {
    List<Object> taken = new ArrayList<>();
    OpenTelemetrySdk own =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setIdGenerator(ids)
                    .addSpanProcessor(OnEnd.of(ended -> taken.add(EndingSpan.take(ended))))
                    .build())
            .build();
    PairedTelemetry both = new PairedTelemetry(sdk(theirs, IdGenerator.random()), ids, own);
    Span span = both.getTracerProvider().get("paired").spanBuilder("span").startSpan();
    DeferredAttributes deferred =
        DeferredAttributes.of(
            Attributes.empty(),
            Attributes.empty(),
            new Captured(
                SpanDescription.of("span", SpanType.SPAN),
                null,
                null,
                new Bindings(),
                null,
                Extracted.NONE),
            new Renderer(List.of(), JsonRenderer.of(CaptureLimits.DEFAULT)),
            0,
            null);

    EndingSpan.end(span, deferred, null);

    assertThat(taken).containsExactly(deferred);
  }

  @Test
  void hasAChildOfTheSameIdsInBoth() {
    Span parent = tracer.spanBuilder("parent").startSpan();
    Span child = tracer.spanBuilder("child").setParent(Context.root().with(parent)).startSpan();
    child.end();

    SpanData there = only(theirs);
    SpanData here = only(ours);
    assertThat(here.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
    assertThat(there.getParentSpanId()).isEqualTo(here.getParentSpanId());
    assertThat(here.getTraceId()).isEqualTo(there.getTraceId());
  }

  /** Whatever else is in the context stays to be read by processors. */
  @Test
  void keepsTheEntriesOfTheContextBesideTheParent() {
    io.opentelemetry.context.ContextKey<String> key =
        io.opentelemetry.context.ContextKey.named("entry");
    Span span = tracer.spanBuilder("span").startSpan();
    Context context = Context.root().with(key, "kept").with(span);

    Context seen = PairedSpan.parentIn(context);

    assertThat(seen.get(key)).isEqualTo("kept");
    assertThat(Span.fromContext(seen).getSpanContext().getSpanId())
        .isEqualTo(span.getSpanContext().getSpanId());
    assertThat(seen.with(key, "other").get(key)).isEqualTo("other");
    Span other = Span.wrap(span.getSpanContext());
    assertThat(Span.fromContext(seen.with(other))).isSameAs(other);
  }

  @Test
  void aTraceOfAnotherIsNotTakenForTheOwn() {
    Span own = tracer.spanBuilder("own").startSpan();
    Span foreign =
        sdk(InMemorySpanExporter.create(), IdGenerator.random())
            .getTracer("foreign")
            .spanBuilder("foreign")
            .setNoParent()
            .startSpan();

    SpanContext parent =
        Span.fromContext(PairedSpan.parentIn(Context.root().with(own).with(foreign)))
            .getSpanContext();

    assertThat(parent.getSpanId()).isEqualTo(foreign.getSpanContext().getSpanId());
    assertThat(parent.isRemote()).isTrue();
  }
}
