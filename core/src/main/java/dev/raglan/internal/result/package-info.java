/**
 * Results that arrive later: one handler a result kind, which ends the call when the result has
 * ended. Entered by invoke, with the list of handlers.
 */
@NullMarked
package dev.raglan.internal.result;

import org.jspecify.annotations.NullMarked;
