/**
 * OTLP over the wire and in files. Entered by the targets {@link dev.raglan.export.Otlp} and {@link
 * dev.raglan.export.OtlpJsonFile} when they open.
 */
@NullMarked
package dev.raglan.internal.otlp;

import org.jspecify.annotations.NullMarked;
