/**
 * Secrets in names and texts: word lists, patterns, detectors. Entered by the JSON writer and by
 * whatever redacts one text through the configured redactor.
 */
@NullMarked
package dev.raglan.internal.redact;

import org.jspecify.annotations.NullMarked;
