/** Where finished spans go. */
@NullMarked
package dev.raglan.export;

import org.jspecify.annotations.NullMarked;
