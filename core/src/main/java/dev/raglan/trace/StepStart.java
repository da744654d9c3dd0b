package dev.raglan.trace;

import dev.raglan.capture.Step;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/**
 * What a step of the facade starts with.
 *
 * @param step its constants
 * @param span its span
 * @param parent the context that the span was started in
 * @param content what was said of it so far
 * @param referenceId its reference id
 */
record StepStart(Step step, Span span, Context parent, StepContent content, String referenceId) {}
