package dev.raglan.trace;

/**
 * Builds a trace: a whole request, job or turn of a conversation.
 *
 * <p>A trace that is started inside another one is a new trace, linked to where it started; inside
 * a span of another library's, such as a web server's, it continues that trace. Not thread-safe.
 */
public interface TraceBuilder extends BaseSpanBuilder<TraceBuilder, ActiveTrace> {}
