/**
 * Parts for the framework that an application runs in: spans of the requests that come in, headers
 * of those that go out, contexts that travel along subscriptions, model calls that it observes.
 * Entered by the starter, and by the handlers of Reactor for {@link
 * dev.raglan.internal.framework.ReactiveContext}.
 */
@NullMarked
package dev.raglan.internal.framework;

import org.jspecify.annotations.NullMarked;
