/**
 * Settings that an application finds around it: environment variables of OpenTelemetry and
 * OpenInference, and a tracing of the whole JVM. Entered by the builders and by the starter.
 */
@NullMarked
package dev.raglan.internal.ambient;

import org.jspecify.annotations.NullMarked;
