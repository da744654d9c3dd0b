/** Answers out of chunks, by a language model or by quotes. */
@NullMarked
package dev.raglan.samples.rag.answer;

import org.jspecify.annotations.NullMarked;
