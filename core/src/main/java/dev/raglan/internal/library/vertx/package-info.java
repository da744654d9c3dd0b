/**
 * Vert.x: its futures. Entered through the list of libraries, where the library is on the class
 * path.
 */
@NullMarked
package dev.raglan.internal.library.vertx;

import org.jspecify.annotations.NullMarked;
