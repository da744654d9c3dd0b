/**
 * Kotlin's results: flows, each collection with a span of its own, sequences and deferred values.
 * Entered through the list of libraries, where the library is on the class path.
 */
@NullMarked
package dev.raglan.internal.library.kotlin;

import org.jspecify.annotations.NullMarked;
