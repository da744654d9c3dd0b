package dev.raglan.export;

/**
 * What became of the spans handed to one target so far.
 *
 * @param exported spans that the target took
 * @param failed spans that the target refused or could not be reached with
 */
public record DeliveryStats(long exported, long failed) {}
