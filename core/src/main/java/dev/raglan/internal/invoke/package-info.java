/**
 * The engine behind annotations: plans of methods, and calls from entry to end. Entered by the
 * weavers through {@link dev.raglan.internal.invoke.InvocationTracer}.
 */
@NullMarked
package dev.raglan.internal.invoke;

import org.jspecify.annotations.NullMarked;
