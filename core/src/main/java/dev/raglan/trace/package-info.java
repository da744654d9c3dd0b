/** The facade that an application holds. */
@NullMarked
package dev.raglan.trace;

import org.jspecify.annotations.NullMarked;
