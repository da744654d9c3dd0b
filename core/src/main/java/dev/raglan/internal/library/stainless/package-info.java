/**
 * The clients openai-java and anthropic-java, which one generator writes: extraction, and streams.
 * Entered through the list of libraries.
 */
@NullMarked
package dev.raglan.internal.library.stainless;

import org.jspecify.annotations.NullMarked;
