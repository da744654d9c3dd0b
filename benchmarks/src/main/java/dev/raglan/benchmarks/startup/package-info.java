/** The time that an application context takes to start with Raglan and without. */
@NullMarked
package dev.raglan.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
