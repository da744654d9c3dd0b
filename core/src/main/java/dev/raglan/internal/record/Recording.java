package dev.raglan.internal.record;

import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.internal.event.EventRecorder;
import dev.raglan.internal.event.EventWriter;
import dev.raglan.internal.event.FeedbackRecorder;
import dev.raglan.internal.facade.DataLog;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CapturePolicy;
import dev.raglan.trace.EventOptions;
import dev.raglan.trace.FeedbackTarget;
import dev.raglan.trace.Feedbacks;
import dev.raglan.trace.Params;
import dev.raglan.trace.RagEvents;
import io.opentelemetry.api.trace.Tracer;
import java.util.function.BooleanSupplier;

/**
 * Everything that is recorded besides spans, and the recorder of spans that it needs.
 *
 * @param spans starts and ends spans
 * @param params the parameters that pipelines run with
 * @param rag the events of RAG pipelines
 * @param feedback what users and graders think
 * @param log the log beside the trace
 */
public record Recording(
    SpanRecorder spans, Params params, RagEvents rag, Feedbacks feedback, DataLog log) {

  /** What everything is written with. */
  public record Means(
      Tracer tracer, CapturePolicy policy, JsonRenderer json, RenderTime renderTime) {}

  /**
   * Puts everything together.
   *
   * @param enabled whether anything is recorded, asked at each call
   */
  public static Recording of(BooleanSupplier enabled, Means means, TraceDefaults defaults) {
    JsonRenderer json = means.json();
    Renderer renderer = means.renderTime().renderer();
    ValueText values = new ValueText(json);
    ParamValues paramValues = new ParamValues(new ValueSnapshotter(json), json);
    GlobalParams global = new GlobalParams(paramValues.held(defaults.params()));
    EventWriter events = new EventWriter(renderer, means.policy(), values);
    SpanRecorder spans =
        new SpanRecorder(
            means.tracer(),
            means.renderTime(),
            new ExceptionRenderer(means.policy().exceptions(), json),
            new TraceLifecycle(global, defaults, paramValues, events));
    EventRecorder eventRecorder = new EventRecorder(enabled, spans, renderer, events);
    FeedbackRecorder feedback = new FeedbackRecorder(enabled, spans, renderer, values);
    return new Recording(
        spans,
        new Params(enabled, global, paramValues),
        new RagEvents(eventRecorder, EventOptions.NONE),
        new Feedbacks(feedback, FeedbackTarget.CURRENT),
        new DataLog(enabled, values));
  }
}
