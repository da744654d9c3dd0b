package dev.raglan.trace;

/** Builds a span below the current one; it opens a trace if there is none. Not thread-safe. */
public interface ActiveSpanBuilder extends BaseSpanBuilder<ActiveSpanBuilder, ActiveSpan> {}
