package dev.raglan.internal.event;

import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.context.CaptureScope;
import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.span.DelegatingSpan;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.PipelineType;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.RagEvents;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Logs RAG events on the spans they belong to. Thread-safe; never throws. */
public final class EventRecorder {

  private static final String OUTSIDE = "a trace-level RAG event outside any trace is left out";

  private final BooleanSupplier enabled;
  private final SpanRecorder spans;
  private final Renderer renderer;
  private final EventWriter writer;
  private final EventClaims claims = new EventClaims();

  /**
   * Creates a recorder of events.
   *
   * @param enabled returns whether anything is recorded, asked at each call
   */
  public EventRecorder(
      BooleanSupplier enabled, SpanRecorder spans, Renderer renderer, EventWriter writer) {
    this.enabled = enabled;
    this.spans = spans;
    this.renderer = renderer;
    this.writer = writer;
  }

  /** Returns the events of RAG pipelines. */
  public RagEvents events() {
    return new RecordingRagEvents(this, EventOptions.NONE);
  }

  long refused() {
    return claims.refused();
  }

  /**
   * Logs an event on the span that the options name, else on the current one; outside any span the
   * event is a span of its own.
   *
   * @param draft makes the event, given the highest number of documents; not called if nothing
   *     records
   */
  void log(EventOptions options, Function<Integer, EventDraft> draft) {
    if (isOn()) {
      OwnWork.runFirst("logging a RAG event", () -> logSafely(options, draft));
    }
  }

  private boolean isOn() {
    return enabled.getAsBoolean() && !CaptureScope.isUntraced(Context.current());
  }

  private void logSafely(EventOptions options, Function<Integer, EventDraft> draft) {
    Span span = DelegatingSpan.resolve(options.span() == null ? Span.current() : options.span());
    if (!span.getSpanContext().isValid() && options.span() == null) {
      logAlone(draft.apply(writer.limit()), options);
    } else if (span.isRecording()) {
      Context at = options.context() == null ? Context.current() : options.context();
      LocalTrace trace = traceOf(span, at);
      EventDraft event = draft.apply(writer.limit());
      if (claims.claim(span, event.type, trace)) {
        write(writer.freeze(event, options, writer.modeOn(span, at)), span, at, trace);
      }
    }
  }

  private static @Nullable LocalTrace traceOf(Span span, Context context) {
    LocalTrace trace = LocalTrace.of(context);
    return trace != null && trace.holds(span) ? trace : null;
  }

  private void write(
      EventWriter.Frozen event, Span span, Context context, @Nullable LocalTrace trace) {
    writer.write(event, span, context);
    if (trace != null) {
      trace.events().note(event.input(), event.output());
    }
  }

  private void logAlone(EventDraft draft, EventOptions options) {
    SpanDescription description = writer.descriptionOf(draft, options);
    CaptureMode mode = writer.modeOf(description);
    EventWriter.Frozen event = writer.freeze(draft, options, mode);
    Context parent = spans.currentContext();
    AttributesBuilder constants = renderer.render(description).toBuilder();
    if (mode != CaptureMode.FULL) {
      constants.put(RaglanAttributes.CAPTURE_MODE, mode.id());
    }
    Span span = spans.start(description.name(), SpanKind.INTERNAL, parent, constants.build());
    Context context = spans.contextOf(span, parent);
    Safe.run(
        "logging a RAG event", () -> write(event, span, Context.current(), LocalTrace.of(context)));
    spans.ending(span, context, null, Outcome.SUCCESS);
    spans.end(span, null, Outcome.SUCCESS);
  }

  /** Logs the trace's own event on its topmost span. */
  void logTrace(@Nullable Object input, @Nullable Object output, @Nullable Object metadata) {
    if (isOn()) {
      OwnWork.runFirst(
          "logging a trace's RAG event", () -> logTraceSafely(input, output, metadata));
    }
  }

  private void logTraceSafely(
      @Nullable Object input, @Nullable Object output, @Nullable Object metadata) {
    LocalTrace trace = LocalTrace.ofCurrentSpan();
    Span root = root(trace);
    if (!root.getSpanContext().isValid()) {
      claims.refuse(OUTSIDE);
    } else if (root.isRecording()) {
      ContentGate gate = writer.gate(writer.modeOn(root, null));
      Object frozenInput = writer.input(input, gate);
      if (claims.claimTrace(root, trace, "")) {
        writer.writeTrace(frozenInput, writer.output(output, gate), root);
        writer.writeTraceMetadata(metadata, gate, root);
      }
    }
  }

  /** Sets the pipeline that the current trace is of. */
  void pipelineType(@Nullable PipelineType type) {
    if (type != null) {
      markTrace(RaglanAttributes.PIPELINE_TYPE, type.id());
    }
  }

  /** Sets the trace that ingested what the current one reads. */
  void ingestionTraceId(String traceId) {
    markTrace(RaglanAttributes.INGESTION_TRACE_ID, traceId);
  }

  private void markTrace(AttributeKey<String> key, String value) {
    if (isOn()) {
      OwnWork.runFirst(
          "writing on a trace", () -> root(LocalTrace.ofCurrentSpan()).setAttribute(key, value));
    }
  }

  private static Span root(@Nullable LocalTrace trace) {
    return DelegatingSpan.resolve(trace == null ? Span.current() : trace.root());
  }
}
