/**
 * Mutiny: Uni and Multi, each subscription with a span of its own. Entered through the list of
 * libraries, where the library is on the class path.
 */
@NullMarked
package dev.raglan.internal.library.mutiny;

import org.jspecify.annotations.NullMarked;
