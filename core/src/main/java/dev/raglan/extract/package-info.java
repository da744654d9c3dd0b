/** Reads messages, usage, documents and embeddings out of prompts and results. */
@NullMarked
package dev.raglan.extract;

import org.jspecify.annotations.NullMarked;
