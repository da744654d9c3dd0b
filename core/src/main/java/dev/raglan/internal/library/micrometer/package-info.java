/**
 * Micrometer Tracing over OpenTelemetry: scopes that its observations see, and the observation that
 * carries a call along Reactor's signals. Entered through the list of libraries, where the bridge
 * is on the class path.
 */
@NullMarked
package dev.raglan.internal.library.micrometer;

import org.jspecify.annotations.NullMarked;
