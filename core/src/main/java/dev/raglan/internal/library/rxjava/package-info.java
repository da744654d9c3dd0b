/**
 * RxJava 3: its five types, each subscription with a span of its own. Entered through the list of
 * libraries, where the library is on the class path.
 */
@NullMarked
package dev.raglan.internal.library.rxjava;

import org.jspecify.annotations.NullMarked;
