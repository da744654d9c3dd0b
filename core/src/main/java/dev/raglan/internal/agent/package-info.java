/**
 * Tracing of the whole JVM beside Raglan's, an agent's or a registered OpenTelemetry: its
 * detection, and spans that are recorded by both.
 */
@NullMarked
package dev.raglan.internal.agent;

import org.jspecify.annotations.NullMarked;
