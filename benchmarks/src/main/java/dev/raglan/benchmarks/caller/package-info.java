/** The cost of a woven call, and of the facade, on the thread that makes it. */
@NullMarked
package dev.raglan.benchmarks.caller;

import org.jspecify.annotations.NullMarked;
