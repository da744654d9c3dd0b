package dev.raglan.pricing;

import org.jspecify.annotations.Nullable;

/**
 * What one model costs, per million tokens.
 *
 * @param input input tokens
 * @param cachedInput input tokens read from the provider's cache; null if they cost what others do
 * @param cacheWrite input tokens written to the provider's cache; null if they cost what others do
 * @param output output tokens; 0 for models that put out none, such as embedding models
 */
public record ModelPrice(
    double input, @Nullable Double cachedInput, @Nullable Double cacheWrite, double output) {}
