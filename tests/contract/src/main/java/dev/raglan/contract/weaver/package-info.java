/** Ways to have calls traced in tests, and tracing that is recorded in memory. */
package dev.raglan.contract.weaver;
