/**
 * State that is carried in OpenTelemetry's Context: the trace context, the state of the running
 * trace, and their propagation. Entered by record, facade and event.
 */
@NullMarked
package dev.raglan.internal.context;

import org.jspecify.annotations.NullMarked;
