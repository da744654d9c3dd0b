/**
 * Tracing of the whole JVM beside Raglan's, an agent's or a registered OpenTelemetry: its
 * detection, and spans that are recorded by both. Entered by the composition root and the starter.
 */
@NullMarked
package dev.raglan.internal.agent;

import org.jspecify.annotations.NullMarked;
