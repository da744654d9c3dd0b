package dev.raglan.internal.service;

import java.time.Duration;

/**
 * The bounds of the spans that wait until their trace has finished.
 *
 * @param maxBytes the most memory of all, as estimated
 * @param maxSpans the most spans of one trace
 * @param maxAge the longest time without a new span of the trace
 * @param dropsOldest true to leave out the oldest spans beyond that, false for the newest
 */
public record AssemblyBounds(long maxBytes, int maxSpans, Duration maxAge, boolean dropsOldest) {}
