/**
 * The facade's spans: implementations of the builders and open spans of {@code dev.raglan.trace}.
 * Entered by {@code dev.raglan.Raglan} alone.
 */
@NullMarked
package dev.raglan.internal.facade;

import org.jspecify.annotations.NullMarked;
