/** From what was captured to span attributes: one dialect a convention. */
@NullMarked
package dev.raglan.render;

import org.jspecify.annotations.NullMarked;
