/** The engine behind every annotation. */
@NullMarked
package dev.raglan.invoke;

import org.jspecify.annotations.NullMarked;
