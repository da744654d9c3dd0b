/** The memory that a full queue holds, and the cost of a call that finds it full. */
@NullMarked
package dev.raglan.benchmarks.queue;

import org.jspecify.annotations.NullMarked;
