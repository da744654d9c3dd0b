/** The documents that ship with the sample, cut into chunks. */
@NullMarked
package dev.raglan.samples.rag.corpus;

import org.jspecify.annotations.NullMarked;
