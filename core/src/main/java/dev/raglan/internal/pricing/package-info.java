/**
 * Prices of models, and estimates of tokens and cost. Entered by {@link dev.raglan.PriceTable} and
 * by the metering of rendered calls.
 */
@NullMarked
package dev.raglan.internal.pricing;

import org.jspecify.annotations.NullMarked;
