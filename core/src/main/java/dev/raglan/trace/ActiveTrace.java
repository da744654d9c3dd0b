package dev.raglan.trace;

/** A trace that has started. Thread-safe. */
public interface ActiveTrace extends BaseActiveSpan<ActiveTrace> {}
