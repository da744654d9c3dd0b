/**
 * Guards around code that is not Raglan's: nothing it throws reaches the application, and none of
 * its objects is kept from being collected. Entered from everywhere.
 */
@NullMarked
package dev.raglan.internal.safe;

import org.jspecify.annotations.NullMarked;
