/**
 * Snapshots of the values of a call: immutable values are kept, mutable ones are written out within
 * a budget. Entered by what gathers on the caller's thread: invoke, facade and event.
 */
@NullMarked
package dev.raglan.internal.capture;

import org.jspecify.annotations.NullMarked;
