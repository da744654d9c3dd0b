/**
 * Encoded spans on disk, for the time a target cannot be reached. Entered by delivery through
 * {@link dev.raglan.internal.spool.SpoolDirectory}.
 */
@NullMarked
package dev.raglan.internal.spool;

import org.jspecify.annotations.NullMarked;
