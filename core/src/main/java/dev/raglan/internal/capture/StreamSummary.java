package dev.raglan.internal.capture;

/**
 * What is known of a streamed result besides its content.
 *
 * @param chunks how many elements arrived
 * @param secondsToFirst from the start of the span to the first element, in seconds; negative if
 *     none arrived
 */
public record StreamSummary(long chunks, double secondsToFirst) {}
