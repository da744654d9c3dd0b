/**
 * The list of libraries that Raglan reads, handed to extraction and result handling. Entered by the
 * composition root only.
 */
@NullMarked
package dev.raglan.internal.library;

import org.jspecify.annotations.NullMarked;
