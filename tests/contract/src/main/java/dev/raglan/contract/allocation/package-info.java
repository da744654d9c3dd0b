/** The bytes that a traced call allocates, measured and compared with limits. */
package dev.raglan.contract.allocation;
