package dev.raglan.internal.record;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.event.EventWriter;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.PipelineType;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * What a trace is given when its topmost span starts, and what is written on that span before it
 * ends: the parameters, and the input and output that its RAG events had. Thread-safe; never
 * throws.
 */
final class TraceLifecycle {

  private final GlobalParams global;
  private final TraceDefaults defaults;
  private final ParamValues params;
  private final EventWriter events;

  TraceLifecycle(
      GlobalParams global, TraceDefaults defaults, ParamValues params, EventWriter events) {
    this.global = global;
    this.defaults = defaults;
    this.params = params;
    this.events = events;
  }

  /** Whether the trace context is carried in baggage. */
  boolean usesBaggage() {
    return defaults.contextInBaggage();
  }

  /** Whether the ids of the current span are in the logging context. */
  boolean usesMdc() {
    return defaults.mdc();
  }

  /** What the trace of its topmost span shares. */
  LocalTrace begin(Span root) {
    LocalTrace trace = new LocalTrace(root, global.all());
    PipelineType pipelineType = defaults.pipelineType();
    if (pipelineType != null) {
      root.setAttribute(RaglanAttributes.PIPELINE_TYPE, pipelineType.id());
    }
    return trace;
  }

  /**
   * Takes note of a span that records and is about to end.
   *
   * @param context the context in which it was the current one
   * @param captured what was gathered of it; null for nothing
   */
  void ending(Span span, Context context, @Nullable Captured captured) {
    LocalTrace trace = LocalTrace.of(context);
    if (trace == null) {
      return;
    }
    if (captured != null && captured.step().event() != null) {
      Safe.run("remembering a RAG event", () -> remember(captured, trace));
    }
    if (trace.root() == span) {
      params.write(trace.params(), span);
      EventMemory events = trace.rememberedEvents();
      if (events != null && !trace.hasEvent()) {
        Safe.run("writing a trace's input and output", () -> derive(captured, events, span));
      }
    }
  }

  private void remember(Captured captured, LocalTrace trace) {
    Arguments arguments = captured.arguments();
    Object input = arguments == null ? null : arguments.asInput();
    trace.events().note(events.frozen(input), events.frozen(captured.output()));
  }

  /** What the root says of its own comes first; it is written already. */
  private void derive(@Nullable Captured captured, EventMemory remembered, Span root) {
    boolean hasInput = captured != null && hasInput(captured);
    boolean hasOutput = captured != null && hasOutput(captured);
    Object input = hasInput ? null : remembered.input();
    Object output = hasOutput ? null : remembered.output();
    if (input != null || output != null) {
      events.writeTrace(input, output, root);
    }
  }

  private static boolean hasInput(Captured captured) {
    return captured.bindings().get(Field.PROMPT) != null || saysSomething(captured.arguments());
  }

  private static boolean saysSomething(@Nullable Arguments arguments) {
    return arguments != null
        && arguments.values().length > 0
        && (arguments.values().length > 1 || arguments.values()[0] != null);
  }

  private static boolean hasOutput(Captured captured) {
    return captured.output() != null || captured.bindings().get(Field.RESPONSE) != null;
  }
}
