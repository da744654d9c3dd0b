package dev.raglan.internal.facade;

import dev.raglan.spi.SpanDescription;
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
record SpanStart(
    SpanDescription step, Span span, Context parent, SpanContent content, String referenceId) {}
