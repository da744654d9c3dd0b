/**
 * Spring AI: extraction of its responses, messages and chunks. Entered through the list of
 * libraries.
 */
@NullMarked
package dev.raglan.internal.library.springai;

import org.jspecify.annotations.NullMarked;
