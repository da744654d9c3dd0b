/**
 * Brave beside Raglan: one tree of both libraries' spans. Entered through the list of libraries,
 * where Brave is on the class path.
 */
@NullMarked
package dev.raglan.internal.library.brave;

import org.jspecify.annotations.NullMarked;
