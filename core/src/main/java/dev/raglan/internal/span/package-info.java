/**
 * Spans of Raglan's own SDK, which behave as those of OpenTelemetry's and cost less while nobody
 * looks at them. Entered by record.
 */
@NullMarked
package dev.raglan.internal.span;

import org.jspecify.annotations.NullMarked;
