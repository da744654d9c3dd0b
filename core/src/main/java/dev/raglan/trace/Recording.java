package dev.raglan.trace;

import dev.raglan.capture.CapturePolicy;
import dev.raglan.capture.Gatherer;
import dev.raglan.json.JsonRenderer;
import dev.raglan.render.Renderer;
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
record Recording(
    SpanRecorder spans, Params params, RagEvents rag, Feedbacks feedback, DataLog log) {

  /** What everything is written with. */
  record Means(Tracer tracer, CapturePolicy policy, JsonRenderer json, RenderTime renderTime) {}

  /**
   * Puts everything together.
   *
   * @param enabled whether anything is recorded, asked at each call
   */
  static Recording of(BooleanSupplier enabled, Means means, TraceDefaults defaults) {
    JsonRenderer json = means.json();
    Renderer renderer = means.renderTime().renderer();
    ValueText values = new ValueText(json);
    ParamValues paramValues = new ParamValues(new Gatherer(json), json);
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
