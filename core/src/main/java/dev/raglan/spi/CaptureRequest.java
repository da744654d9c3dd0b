package dev.raglan.spi;

import dev.raglan.model.SpanType;
import dev.raglan.trace.TraceContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A call of which nothing has been read yet but its trace context. Immutable.
 *
 * @param spanName the name of its span
 * @param spanType the type of its span
 * @param method the annotated method that is called; null for a span of the facade
 * @param traceContext the tenant, the user and the metadata that were set above the call, and over
 *     them those that its own arguments or its builder state; empty, never null
 */
public record CaptureRequest(
    String spanName, SpanType spanType, @Nullable Method method, TraceContext traceContext) {}
