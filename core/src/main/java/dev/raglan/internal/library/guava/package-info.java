/**
 * Guava: listenable futures. Entered through the list of libraries, where the library is on the
 * class path.
 */
@NullMarked
package dev.raglan.internal.library.guava;

import org.jspecify.annotations.NullMarked;
