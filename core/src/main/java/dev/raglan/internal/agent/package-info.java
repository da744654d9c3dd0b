/**
 * Tracing of the whole JVM beside Raglan's, an agent's or a registered OpenTelemetry: spans that
 * are recorded by both. Entered by the composition root alone.
 */
@NullMarked
package dev.raglan.internal.agent;

import org.jspecify.annotations.NullMarked;
