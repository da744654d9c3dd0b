/** The table of all figures and marks, written from JMH's JSON results. */
@NullMarked
package dev.raglan.benchmarks.report;

import org.jspecify.annotations.NullMarked;
