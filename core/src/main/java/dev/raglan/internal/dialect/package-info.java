/**
 * The built-in dialects, one class each, and what only they need. Entered by name through {@link
 * dev.raglan.internal.dialect.Dialects}.
 */
@NullMarked
package dev.raglan.internal.dialect;

import org.jspecify.annotations.NullMarked;
