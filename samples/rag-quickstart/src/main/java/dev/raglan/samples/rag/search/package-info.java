/** Search of the chunks that a question is answered from. */
@NullMarked
package dev.raglan.samples.rag.search;

import org.jspecify.annotations.NullMarked;
