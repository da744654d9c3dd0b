package dev.raglan.trace;

/** A span that has started. Thread-safe. */
public interface ActiveSpan extends BaseActiveSpan<ActiveSpan> {}
