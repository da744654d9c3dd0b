/**
 * The Spans API of Scale's platform as a target: batches of spans, and changes of them. Entered
 * through {@link dev.raglan.internal.service.scale.ScaleService}.
 */
@NullMarked
package dev.raglan.internal.service.scale;

import org.jspecify.annotations.NullMarked;
