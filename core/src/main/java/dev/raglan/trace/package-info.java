/**
 * The facade that an application calls: builders, open spans, parameters, RAG events, feedback and
 * trace contexts, as interfaces and immutable values. Implemented in {@code dev.raglan.internal}.
 */
@NullMarked
package dev.raglan.trace;

import org.jspecify.annotations.NullMarked;
