/**
 * A client of the Spans API of Scale's GenAI platform, as interfaces and immutable values. Opened
 * by {@link dev.raglan.Raglan#spansClient()}; implemented in {@code dev.raglan.internal}.
 */
@NullMarked
package dev.raglan.client;

import org.jspecify.annotations.NullMarked;
