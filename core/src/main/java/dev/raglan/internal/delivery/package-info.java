/**
 * Delivery of ended spans: a queue bounded by bytes, batches, one worker a target, exact counts.
 * Entered by pipelines through {@link dev.raglan.internal.delivery.DeliveryProcessor}.
 */
@NullMarked
package dev.raglan.internal.delivery;

import org.jspecify.annotations.NullMarked;
