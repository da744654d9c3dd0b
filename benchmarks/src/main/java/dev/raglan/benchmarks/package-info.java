/** What a traced call costs beside a span written by hand. */
@NullMarked
package dev.raglan.benchmarks;

import org.jspecify.annotations.NullMarked;
