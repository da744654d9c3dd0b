package dev.raglan.internal.record;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Weigher;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.context.ContextOwner;
import dev.raglan.internal.context.EventMemory;
import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.context.RenderedContext;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.PipelineType;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The beginning and the end of traces: a trace gets its parameters when its topmost span starts,
 * and that span gets the parameters and the input and output of the trace's RAG events before it
 * ends. Thread-safe; never throws.
 */
public final class TraceLifecycle {

  private final RecordingParams params;
  private final Settings settings;
  private final ValueText values;
  private final SummaryWriter summaries;
  private final Weigher weigher;

  /**
   * The settings of every trace.
   *
   * @param pipelineType the pipeline that it is of; null for none in particular
   * @param usesBaggage true if the trace context is carried in baggage
   * @param usesMdc true if the ids of the current span are in the logging context
   */
  public record Settings(
      @Nullable PipelineType pipelineType, boolean usesBaggage, boolean usesMdc) {}

  /** Writes the input and output that a trace's RAG events had. */
  @FunctionalInterface
  public interface SummaryWriter {

    /** Writes on the trace's topmost span; null writes nothing. */
    void write(@Nullable Object input, @Nullable Object output, Span root);
  }

  /** Creates the lifecycle of all traces. */
  public TraceLifecycle(
      RecordingParams params, Settings settings, ValueText values, SummaryWriter summaries) {
    this.params = params;
    this.settings = settings;
    this.values = values;
    this.summaries = summaries;
    this.weigher = Weigher.ofKept(values.json().limits().maxLength());
  }

  Settings settings() {
    return settings;
  }

  /**
   * Begins a trace.
   *
   * @param owner the tracing that opens it
   * @param known the trace context that it begins with; null for none
   */
  LocalTrace begin(ContextOwner owner, Span root, @Nullable RenderedContext known) {
    PipelineType pipelineType = settings.pipelineType();
    if (pipelineType != null) {
      root.setAttribute(RaglanAttributes.PIPELINE_TYPE, pipelineType.id());
    }
    return new LocalTrace(owner, root, params.global(), known);
  }

  /**
   * Completes a span that records and is about to end.
   *
   * @param context the context in which it was the current one
   * @param captured the captured values of the span; null for none
   */
  void ending(Span span, Context context, @Nullable Captured captured, Outcome outcome) {
    if (captured != null && captured.bindings().get(Field.CUSTOM_ATTRIBUTES) != null) {
      Safe.run("merging metadata", () -> mergeMetadata(captured, context));
    }
    LocalTrace trace = LocalTrace.of(context);
    if (trace == null) {
      return;
    }
    boolean isTopmost = trace.root() == span;
    // The topmost span has its own input and output; those of events stand in where it has none.
    if (captured != null && captured.description().event() != null && !isTopmost) {
      Safe.run("remembering a RAG event", () -> remember(captured, trace));
    }
    if (isTopmost) {
      params.write(trace, span);
      EventMemory events = trace.rememberedEvents();
      if (events != null && !events.hasTraceEvent()) {
        Safe.run(
            "writing a trace's input and output", () -> derive(captured, events, span, outcome));
      }
      trace.end();
    }
  }

  /**
   * Completes the span of a web request that records and is about to end. What its events read and
   * found is not what it asked and answered.
   *
   * @param context the context in which it was the current one
   */
  void endingRequest(Span span, Context context) {
    LocalTrace trace = LocalTrace.of(context);
    if (trace != null && trace.root() == span) {
      params.write(trace, span);
      trace.end();
    }
  }

  /** Completes a span that is about to end and is refused: nothing is written on it. */
  void endingRefused(Span span, Context context) {
    LocalTrace trace = LocalTrace.of(context);
    if (trace != null && trace.root() == span) {
      trace.end();
    }
  }

  /** Adds the metadata of the trace context to that of the span, which wins key by key. */
  private void mergeMetadata(Captured captured, Context context) {
    RenderedContext known = RenderedContext.of(context);
    Map<String, Object> common = known == null ? Map.of() : known.traceContext().metadata();
    Map<?, ?> own = BoundContext.metadata(captured.bindings().get(Field.CUSTOM_ATTRIBUTES));
    if (!common.isEmpty() && !own.isEmpty()) {
      Map<Object, Object> merged = new LinkedHashMap<>(common);
      merged.putAll(own);
      captured.bindings().put(Field.CUSTOM_ATTRIBUTES, values.frozen(merged));
    }
  }

  private void remember(Captured captured, LocalTrace trace) {
    Arguments arguments = captured.arguments();
    Object input = arguments == null ? null : arguments.asInput();
    boolean isKept =
        arguments != null && arguments.values().length > 1 && weigher.areLight(arguments);
    boolean isVector = captured.description().type() == SpanType.EMBEDDING;
    trace.events().note(isKept ? input : kept(input), isVector ? null : kept(captured.output()));
  }

  /** Returns the value itself if it can be kept until the trace ends, else its text. */
  private @Nullable Object kept(@Nullable Object held) {
    boolean tellsIfEmpty = held instanceof String || held instanceof Collection;
    return tellsIfEmpty && weigher.isLight(held) ? held : values.frozen(held);
  }

  /** Writes the events' input and output where the span has none of its own. */
  private void derive(
      @Nullable Captured captured, EventMemory remembered, Span root, Outcome outcome) {
    boolean hasInput = captured != null && hasInput(captured);
    boolean hasOutput = captured != null && hasOutput(captured);
    Object input = hasInput ? null : remembered.input();
    boolean returned = outcome.status() == Status.SUCCESS;
    Object output = hasOutput || !returned ? null : remembered.output();
    if (input != null || output != null) {
      summaries.write(input, output, root);
    }
  }

  private static boolean hasInput(Captured captured) {
    return captured.bindings().get(Field.PROMPT) != null || isGiven(captured.arguments());
  }

  private static boolean isGiven(@Nullable Arguments arguments) {
    return arguments != null
        && arguments.values().length > 0
        && (arguments.values().length > 1 || arguments.values()[0] != null);
  }

  private static boolean hasOutput(Captured captured) {
    return captured.output() != null || captured.bindings().get(Field.RESPONSE) != null;
  }
}
