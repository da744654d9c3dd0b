package dev.raglan.spi;

/**
 * Facts about a streamed result besides its content.
 *
 * @param chunks the number of elements that arrived
 * @param secondsToFirst from the start of the span to the first element, in seconds; negative if
 *     none arrived
 */
public record StreamSummary(long chunks, double secondsToFirst) {}
