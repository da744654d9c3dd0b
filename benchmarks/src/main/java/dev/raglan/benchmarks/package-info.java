/**
 * Measurements of what tracing costs, and what they share: pipelines to nowhere, rounds of calls,
 * spans by hand.
 *
 * <p>Each package below measures one side of it; {@code report} writes the table.
 */
@NullMarked
package dev.raglan.benchmarks;

import org.jspecify.annotations.NullMarked;
