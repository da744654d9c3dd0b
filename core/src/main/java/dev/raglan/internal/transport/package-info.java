/**
 * Requests to targets over HTTP: one client, bounded answers, retries, causes of failure. Entered
 * by exporters; delivery sees {@link dev.raglan.internal.transport.BatchExporter} and {@link
 * dev.raglan.internal.transport.Settlement}.
 */
@NullMarked
package dev.raglan.internal.transport;

import org.jspecify.annotations.NullMarked;
