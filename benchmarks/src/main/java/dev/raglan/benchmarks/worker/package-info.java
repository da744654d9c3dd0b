/** The cost of a span off its caller's thread: rendering, encoding and sending. */
@NullMarked
package dev.raglan.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
