/** The cost of calls that take requests and return responses of LLM libraries. */
@NullMarked
package dev.raglan.benchmarks.library;

import org.jspecify.annotations.NullMarked;
