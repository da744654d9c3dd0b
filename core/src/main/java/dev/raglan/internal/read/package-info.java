/**
 * Extraction by shape: finds the reader of a value and unites what several readers found. Entered
 * through {@link dev.raglan.internal.read.Extractors}.
 */
@NullMarked
package dev.raglan.internal.read;

import org.jspecify.annotations.NullMarked;
