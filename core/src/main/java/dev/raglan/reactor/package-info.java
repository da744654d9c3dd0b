/**
 * Publishers followed by a span of the facade: Mono, Flux and {@link
 * java.util.concurrent.Flow.Publisher}. Called by applications; Reactor is needed only for its own
 * types.
 */
@NullMarked
package dev.raglan.reactor;

import org.jspecify.annotations.NullMarked;
