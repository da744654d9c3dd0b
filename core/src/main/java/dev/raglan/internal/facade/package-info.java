/**
 * Spans that the facade opens: descriptions before their start, recording and foreign spans after
 * it. Entered through the interfaces of {@link dev.raglan.trace}.
 */
@NullMarked
package dev.raglan.internal.facade;

import org.jspecify.annotations.NullMarked;
