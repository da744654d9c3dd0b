/** The bounded JSON writer: limits, cycles, placeholders, masks. */
@NullMarked
package dev.raglan.json;

import org.jspecify.annotations.NullMarked;
