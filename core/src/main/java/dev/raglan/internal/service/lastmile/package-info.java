/**
 * LastMile: spans by OTLP, a query or ingestion trace, RAG events, feedback. Entered through {@link
 * dev.raglan.internal.service.lastmile.LastMileService}.
 */
@NullMarked
package dev.raglan.internal.service.lastmile;

import org.jspecify.annotations.NullMarked;
