/**
 * Trace context in OpenTelemetry's Context: storage, propagation, serialized span contexts. Entered
 * by record and by what sets or sends a trace context.
 */
@NullMarked
package dev.raglan.internal.context;

import org.jspecify.annotations.NullMarked;
