/**
 * The tree of a finished trace as text. Entered by the target {@link dev.raglan.export.TraceLog}
 * when it opens.
 */
@NullMarked
package dev.raglan.internal.treelog;

import org.jspecify.annotations.NullMarked;
