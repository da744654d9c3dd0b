/** A small RAG application, traced by annotations. */
@NullMarked
package dev.raglan.samples.rag;

import org.jspecify.annotations.NullMarked;
