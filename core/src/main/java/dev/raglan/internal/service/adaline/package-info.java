/**
 * Adaline: traces with their spans, and changes of traces. Entered through {@link
 * dev.raglan.internal.service.adaline.AdalineService}.
 */
@NullMarked
package dev.raglan.internal.service.adaline;

import org.jspecify.annotations.NullMarked;
