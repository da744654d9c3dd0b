/**
 * The client of the Spans API: its requests, answers, pages and threads. Entered by {@code
 * dev.raglan}, which opens it.
 */
@NullMarked
package dev.raglan.internal.service.spansapi;

import org.jspecify.annotations.NullMarked;
