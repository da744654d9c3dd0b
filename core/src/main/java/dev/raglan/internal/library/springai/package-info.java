/**
 * Spring AI: extraction of its responses, messages and chunks, and the context of its streamed
 * tools. Entered through the list of libraries.
 */
@NullMarked
package dev.raglan.internal.library.springai;

import org.jspecify.annotations.NullMarked;
