/**
 * Reactor's publishers followed by a span of the facade. Called by applications that use Reactor;
 * results of any other kind are followed by {@link dev.raglan.trace.BaseSpanBuilder#follow}.
 */
@NullMarked
package dev.raglan.reactor;

import org.jspecify.annotations.NullMarked;
