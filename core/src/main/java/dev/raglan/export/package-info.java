/** Targets of finished spans, delivery settings, and delivery results. */
@NullMarked
package dev.raglan.export;

import org.jspecify.annotations.NullMarked;
