/** The bounded JSON writer. Entered by capture and render, which hand it values of any type. */
@NullMarked
package dev.raglan.internal.json;

import org.jspecify.annotations.NullMarked;
