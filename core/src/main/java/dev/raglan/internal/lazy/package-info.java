/**
 * Work that is still to be done when a method has returned: the types that stand for it, and the
 * values that hold it. Entered by the result handlers.
 */
@NullMarked
package dev.raglan.internal.lazy;

import org.jspecify.annotations.NullMarked;
