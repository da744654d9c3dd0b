/** The growth of a cost with the size of the work: four sizes of each case. */
@NullMarked
package dev.raglan.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
