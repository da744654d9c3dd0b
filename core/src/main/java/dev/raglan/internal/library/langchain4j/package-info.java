/**
 * LangChain4j: extraction of its responses, messages and documents, and its token streams. Entered
 * through the list of libraries.
 */
@NullMarked
package dev.raglan.internal.library.langchain4j;

import org.jspecify.annotations.NullMarked;
