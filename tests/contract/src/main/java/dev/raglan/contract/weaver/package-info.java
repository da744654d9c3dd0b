/** Ways to have calls traced in tests, tracing that is recorded in memory, and patience. */
package dev.raglan.contract.weaver;
