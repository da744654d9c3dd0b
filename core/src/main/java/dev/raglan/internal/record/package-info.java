/**
 * Open spans: how they start, are current, take attributes and end, in a pipeline of Raglan's own
 * or of the application. Entered by invoke, facade and event.
 */
@NullMarked
package dev.raglan.internal.record;

import org.jspecify.annotations.NullMarked;
