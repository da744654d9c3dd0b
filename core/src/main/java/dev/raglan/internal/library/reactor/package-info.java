/**
 * Reactor: Mono and Flux, each subscription with a span of its own, whose context travels upstream.
 * Entered through the list of libraries, where the library is on the class path.
 */
@NullMarked
package dev.raglan.internal.library.reactor;

import org.jspecify.annotations.NullMarked;
