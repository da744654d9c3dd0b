/**
 * Guards around code that is not Raglan's: nothing it throws reaches the application. Entered from
 * everywhere.
 */
@NullMarked
package dev.raglan.internal.safe;

import org.jspecify.annotations.NullMarked;
