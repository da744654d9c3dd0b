/**
 * Bounded, escaped text, and the one pass over its characters. Entered by everything that writes
 * text.
 */
@NullMarked
package dev.raglan.internal.text;

import org.jspecify.annotations.NullMarked;
